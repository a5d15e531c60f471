import type { AnswerOf } from '../../api/client.ts';
import type { checkPsa, connectPsa, getPsa, getRoster, importRoster } from '#contract/psa-endpoints.ts';

export type PsaState = AnswerOf<typeof getPsa>;
export type PsaConnection = NonNullable<PsaState['connection']>;
export type PsaKind = PsaConnection['kind'];
export type PsaCheck = AnswerOf<typeof checkPsa>;
export type PsaConnected = AnswerOf<typeof connectPsa>;
export type Roster = AnswerOf<typeof getRoster>;
export type RosterTechnician = Roster['technicians'][number];
export type RosterImport = AnswerOf<typeof importRoster>;
export type RosterNote = RosterImport['faults'][number];
