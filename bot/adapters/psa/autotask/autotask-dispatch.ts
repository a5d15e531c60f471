import type { PsaHooks, PsaTickets } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { beginAssign } from './autotask-assign.ts';
import { bookAppointment } from './autotask-book.ts';
import { createAutotaskCalendar } from './autotask-calendar.ts';
import { createAutotaskCatalogue } from './autotask-catalogue.ts';
import type { AutotaskClient } from './autotask-client.ts';
import { readAutotaskHook } from './autotask-hook.ts';
import { createLabelSource } from './autotask-labels.ts';
import { createNameSource } from './autotask-names.ts';
import { createSkillSource } from './autotask-skills.ts';
import { createAutotaskTickets } from './autotask-tickets.ts';
import { createAutotaskWork } from './autotask-work.ts';

/** Autotask's side of dispatch. Each use of it is one visit, with one budget of time for all its requests. */
export function createAutotaskDispatch(needs: {
  readonly clock: Clock;
  readonly client: AutotaskClient;
}): PsaTickets<PsaConnection> & PsaHooks<PsaConnection> {
  const { clock, client } = needs;
  const labels = createLabelSource({ clock });
  const names = createNameSource({ clock });
  const skills = createSkillSource({ clock });
  const calendar = createAutotaskCalendar({ clock });
  const tickets = createAutotaskTickets({ clock, labels, names });
  const work = createAutotaskWork({ clock, labels, skills, calendar });
  const catalogue = createAutotaskCatalogue({ clock, labels, skills });
  const visit: AutotaskClient['visit'] = (connection, budget) => client.visit(connection, budget);

  return {
    findTicket: (connection, ref, budget) => tickets.find(visit(connection, budget), ref),
    listTickets: (connection, question, budget) => tickets.list(visit(connection, budget), question),
    readWork: (connection, question, budget) => work.read(visit(connection, budget), question),
    readCatalogue: (connection, budget) => catalogue.read(visit(connection, budget)),
    beginAssign: (connection, ticketId, budget) => beginAssign(visit(connection, budget), ticketId, names),
    book: (connection, wish, budget) => bookAppointment(visit(connection, budget), wish),
    readHook: async (_connection, message) => readAutotaskHook(message),
  };
}
