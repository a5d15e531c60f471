import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import {
  addRosterTicketSchema,
  changeRosterTicketSchema,
  rosterTicketParamsSchema,
  rosterTicketSchema,
  rosterTicketsQuerySchema,
  rosterTicketsSchema,
  rosterTicketStatusSchema,
} from './roster-ticket-schemas.ts';

/** Tickets of the built-in roster in the tab. */

const none = z.object({});

export const listRosterTickets = defineEndpoint({
  id: 'listRosterTickets',
  method: 'GET',
  path: '/api/roster/tickets',
  summary: 'Tickets of the built-in roster',
  description: 'For a desk that keeps its tickets here. Newest first.',
  scope: null,
  params: none,
  query: rosterTicketsQuerySchema,
  body: null,
  answer: rosterTicketsSchema,
  errors: [],
});

export const readRosterTicket = defineEndpoint({
  id: 'readRosterTicket',
  method: 'GET',
  path: '/api/roster/tickets/{ref}',
  summary: 'One ticket of the built-in roster',
  description: 'By its number.',
  scope: null,
  params: rosterTicketParamsSchema,
  query: none,
  body: null,
  answer: rosterTicketSchema,
  errors: ['ticket_not_found'],
});

export const addRosterTicket = defineEndpoint({
  id: 'addRosterTicket',
  method: 'POST',
  path: '/api/roster/tickets',
  summary: 'Write a new ticket down',
  description: 'It is open and belongs to nobody; a number that is taken is a conflict.',
  scope: null,
  params: none,
  query: none,
  body: addRosterTicketSchema,
  answer: rosterTicketSchema,
  errors: ['conflict'],
  idempotent: true,
});

export const changeRosterTicket = defineEndpoint({
  id: 'changeRosterTicket',
  method: 'PUT',
  path: '/api/roster/tickets/{ref}',
  summary: 'Change a ticket of the built-in roster',
  description: 'All fields together; another version since it was read is a conflict.',
  scope: null,
  params: rosterTicketParamsSchema,
  query: none,
  body: changeRosterTicketSchema,
  answer: rosterTicketSchema,
  errors: ['ticket_not_found', 'conflict'],
});

export const setRosterTicketStatus = defineEndpoint({
  id: 'setRosterTicketStatus',
  method: 'PUT',
  path: '/api/roster/tickets/{ref}/status',
  summary: 'Close a ticket of the built-in roster, or open it again',
  description: 'Closed ones are kept, and dispatch leaves them alone.',
  scope: null,
  params: rosterTicketParamsSchema,
  query: none,
  body: rosterTicketStatusSchema,
  answer: rosterTicketSchema,
  errors: ['ticket_not_found', 'conflict'],
});
