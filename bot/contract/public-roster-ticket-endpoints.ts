import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { BASE } from './public-api-base.ts';
import {
  addRosterTicketSchema,
  changeRosterTicketSchema,
  rosterTicketParamsSchema,
  rosterTicketSchema,
  rosterTicketsQuerySchema,
  rosterTicketsSchema,
  rosterTicketStatusSchema,
} from './roster-ticket-schemas.ts';

/** Tickets of the built-in roster in the public API. */

const none = z.object({});

export const getRosterTickets = defineEndpoint({
  id: 'getRosterTickets',
  method: 'GET',
  path: `${BASE}/roster/tickets`,
  summary: 'Tickets of the built-in roster',
  description: 'For a desk that keeps its tickets here. Newest first.',
  scope: 'dispatch:read',
  params: none,
  query: rosterTicketsQuerySchema,
  body: null,
  answer: rosterTicketsSchema,
  errors: [],
});

export const getRosterTicket = defineEndpoint({
  id: 'getRosterTicket',
  method: 'GET',
  path: `${BASE}/roster/tickets/{ref}`,
  summary: 'One ticket of the built-in roster',
  description: 'By its number.',
  scope: 'dispatch:read',
  params: rosterTicketParamsSchema,
  query: none,
  body: null,
  answer: rosterTicketSchema,
  errors: ['ticket_not_found'],
});

export const postRosterTicket = defineEndpoint({
  id: 'postRosterTicket',
  method: 'POST',
  path: `${BASE}/roster/tickets`,
  summary: 'Write a new ticket down',
  description: 'It is open and belongs to nobody; a number that is taken is a conflict.',
  scope: 'dispatch:write',
  params: none,
  query: none,
  body: addRosterTicketSchema,
  answer: rosterTicketSchema,
  errors: ['conflict'],
  idempotent: true,
});

export const putRosterTicket = defineEndpoint({
  id: 'putRosterTicket',
  method: 'PUT',
  path: `${BASE}/roster/tickets/{ref}`,
  summary: 'Change a ticket of the built-in roster',
  description: 'All fields together; another version since it was read is a conflict.',
  scope: 'dispatch:write',
  params: rosterTicketParamsSchema,
  query: none,
  body: changeRosterTicketSchema,
  answer: rosterTicketSchema,
  errors: ['ticket_not_found', 'conflict'],
});

export const putRosterTicketStatus = defineEndpoint({
  id: 'putRosterTicketStatus',
  method: 'PUT',
  path: `${BASE}/roster/tickets/{ref}/status`,
  summary: 'Close a ticket of the built-in roster, or open it again',
  description: 'Closed ones are kept, and dispatch leaves them alone.',
  scope: 'dispatch:write',
  params: rosterTicketParamsSchema,
  query: none,
  body: rosterTicketStatusSchema,
  answer: rosterTicketSchema,
  errors: ['ticket_not_found', 'conflict'],
});

export const PUBLIC_ROSTER_TICKET_ENDPOINTS = [
  getRosterTickets,
  getRosterTicket,
  postRosterTicket,
  putRosterTicket,
  putRosterTicketStatus,
] as const;
