import type { AnswerOf } from '../../api/client.ts';
import type {
  checkPsa,
  connectPsa,
  getPsa,
  getPsaHook,
  getRoster,
  importRoster,
} from '#contract/psa-endpoints.ts';
import type { listRosterTickets } from '#contract/roster-ticket-endpoints.ts';

export type PsaState = AnswerOf<typeof getPsa>;
export type PsaConnection = NonNullable<PsaState['connection']>;
export type PsaKind = PsaConnection['kind'];
export type PsaCheck = AnswerOf<typeof checkPsa>;
export type PsaConnected = AnswerOf<typeof connectPsa>;
export type PsaHook = AnswerOf<typeof getPsaHook>;
export type Roster = AnswerOf<typeof getRoster>;
export type RosterTechnician = Roster['technicians'][number];
export type RosterImport = AnswerOf<typeof importRoster>;
export type RosterNote = RosterImport['faults'][number];
export type RosterTicket = AnswerOf<typeof listRosterTickets>['tickets'][number];
