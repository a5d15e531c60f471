import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { GRAPH_ERRORS } from './graph-errors.ts';
import {
  chooseTeamsSchema,
  consentLookSchema,
  consentStartSchema,
  setupSchema,
  teamChoiceSchema,
  teamListSchema,
} from './setup-schemas.ts';

const none = z.object({});

export const getSetup = defineEndpoint({
  id: 'getSetup',
  method: 'GET',
  path: '/api/setup',
  summary: 'How far set-up has come',
  description: 'What is known without asking Microsoft or the PSA, so that the page stands at once.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: setupSchema,
  errors: [],
});

export const startConsent = defineEndpoint({
  id: 'startConsent',
  method: 'POST',
  path: '/api/consent/start',
  summary: 'The address of Microsoft’s consent page',
  description: 'For a new window, or for somebody else to open. It works once and for ten minutes.',
  scope: null,
  params: none,
  query: none,
  body: none,
  answer: consentStartSchema,
  errors: [],
  stepUp: true,
});

export const getConsent = defineEndpoint({
  id: 'getConsent',
  method: 'GET',
  path: '/api/consent',
  summary: 'How consent stands now',
  description: 'Asked of Microsoft, unless it said no within the last minute.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: consentLookSchema,
  errors: [],
});

export const retryConsent = defineEndpoint({
  id: 'retryConsent',
  method: 'POST',
  path: '/api/consent/retry',
  summary: 'Look again whether consent has arrived',
  description: 'Drops the token that Microsoft gave before and asks for a new one.',
  scope: null,
  params: none,
  query: none,
  body: none,
  answer: consentLookSchema,
  errors: [],
});

export const getAllTeams = defineEndpoint({
  id: 'getAllTeams',
  method: 'GET',
  path: '/api/teams',
  summary: 'Every team of the desk’s tenant',
  description: 'Complete and sorted by name.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: teamListSchema,
  errors: [...GRAPH_ERRORS],
});

export const putTickedTeams = defineEndpoint({
  id: 'putTickedTeams',
  method: 'PUT',
  path: '/api/teams/ticked',
  summary: 'Choose the teams that auto-map looks through',
  description: 'None: every team. A conflict tells who changed it since it was read.',
  scope: null,
  params: none,
  query: none,
  body: chooseTeamsSchema,
  answer: teamChoiceSchema,
  errors: ['team_not_found', 'conflict', ...GRAPH_ERRORS],
});

export const putRotaTeams = defineEndpoint({
  id: 'putRotaTeams',
  method: 'PUT',
  path: '/api/teams/rota',
  summary: 'Choose the teams whose shifts tell who is on the clock',
  description: 'None: the teams that auto-map looks through, as far as they have a schedule.',
  scope: null,
  params: none,
  query: none,
  body: chooseTeamsSchema,
  answer: teamChoiceSchema,
  errors: ['team_not_found', 'conflict', ...GRAPH_ERRORS],
});
