import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import {
  addRosterTechnicianSchema,
  connectedPsaSchema,
  connectPsaSchema,
  importRosterSchema,
  psaCheckSchema,
  psaHookSchema,
  psaStateSchema,
  rosterFileSchema,
  rosterImportSchema,
  rosterSchema,
  rosterTechnicianSchema,
  updateRosterTechnicianSchema,
} from './psa-schemas.ts';

const none = z.object({});
const noContent = z.null();
const technicianParams = z.object({ technicianId: z.string().min(1).max(100) });

export const getPsa = defineEndpoint({
  id: 'getPsa',
  method: 'GET',
  path: '/api/psa',
  summary: 'How the desk is connected to its PSA',
  description: 'The connection without its secrets, and how many technicians are mapped.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: psaStateSchema,
  errors: [],
});

export const connectPsa = defineEndpoint({
  id: 'connectPsa',
  method: 'POST',
  path: '/api/psa/connect',
  summary: 'Connect a PSA',
  description:
    'Tries the connection and saves it only when it works. Mappings of technicians of another PSA are kept, and have to be confirmed.',
  scope: null,
  params: none,
  query: none,
  body: connectPsaSchema,
  answer: connectedPsaSchema,
  errors: ['invalid_input', 'conflict'],
  stepUp: true,
});

export const checkPsa = defineEndpoint({
  id: 'checkPsa',
  method: 'POST',
  path: '/api/psa/check',
  summary: 'Try the PSA connection',
  description: 'Uses each right once and names what is missing.',
  scope: null,
  params: none,
  query: none,
  body: none,
  answer: psaCheckSchema,
  errors: ['psa_not_connected'],
});

export const getPsaHook = defineEndpoint({
  id: 'getPsaHook',
  method: 'GET',
  path: '/api/psa/hook',
  summary: 'Where the PSA reports tickets to',
  description:
    'The address is a secret of its own: whoever has it can say that a ticket changed, and no more.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: psaHookSchema,
  errors: [],
  stepUp: true,
});

export const disconnectPsa = defineEndpoint({
  id: 'disconnectPsa',
  method: 'DELETE',
  path: '/api/psa',
  summary: 'Forget the PSA connection and its secrets',
  description: 'Mappings stay, and so does the roster.',
  scope: null,
  params: none,
  query: z.object({ expected: z.iso.datetime() }),
  body: null,
  answer: noContent,
  errors: ['psa_not_connected', 'conflict'],
});

export const getRoster = defineEndpoint({
  id: 'getRoster',
  method: 'GET',
  path: '/api/roster/technicians',
  summary: 'The built-in roster',
  description: 'Every technician that the desk wrote down, active or not, sorted by name.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: rosterSchema,
  errors: [],
});

export const addRosterTechnician = defineEndpoint({
  id: 'addRosterTechnician',
  method: 'POST',
  path: '/api/roster/technicians',
  summary: 'Add a technician to the roster',
  description:
    'With the id of somebody who was removed, the person comes back with whatever is mapped to it.',
  scope: null,
  params: none,
  query: none,
  body: addRosterTechnicianSchema,
  answer: rosterTechnicianSchema,
  errors: ['invalid_input', 'conflict'],
});

export const updateRosterTechnician = defineEndpoint({
  id: 'updateRosterTechnician',
  method: 'PUT',
  path: '/api/roster/technicians/{technicianId}',
  summary: 'Change a technician of the roster',
  description: 'All fields together; the version that was seen must still stand.',
  scope: null,
  params: technicianParams,
  query: none,
  body: updateRosterTechnicianSchema,
  answer: rosterTechnicianSchema,
  errors: ['invalid_input', 'technician_not_found', 'conflict'],
});

export const removeRosterTechnician = defineEndpoint({
  id: 'removeRosterTechnician',
  method: 'DELETE',
  path: '/api/roster/technicians/{technicianId}',
  summary: 'Remove a technician from the roster',
  description: 'The mapping stays until a full run of auto-map finds that the technician is gone.',
  scope: null,
  params: technicianParams,
  query: z.object({ expectedVersion: z.coerce.number().int().min(1) }),
  body: null,
  answer: noContent,
  errors: ['technician_not_found', 'conflict'],
});

export const importRoster = defineEndpoint({
  id: 'importRoster',
  method: 'POST',
  path: '/api/roster/import',
  summary: 'Import technicians from CSV',
  description:
    'First what a file would change, with every fault by line; then the change itself, whole or not at all.',
  scope: null,
  params: none,
  query: none,
  body: importRosterSchema,
  answer: rosterImportSchema,
  errors: ['invalid_input', 'conflict'],
});

export const exportRoster = defineEndpoint({
  id: 'exportRoster',
  method: 'GET',
  path: '/api/roster/export',
  summary: 'The roster, or an empty example, as CSV',
  description: 'Cells that a spreadsheet would run as a formula are neutralised.',
  scope: null,
  params: none,
  query: z.object({
    content: z.enum(['roster', 'template']).default('roster'),
    language: z.enum(['en', 'de']).default('en'),
  }),
  body: null,
  answer: rosterFileSchema,
  errors: [],
});
