/** The words of the product, shared by every room. The dictionary behind them is the README's "Words". */

/** Microsoft Entra tenant id of one service desk: a GUID in lower case. */
export type DeskId = string;
/** Id of a technician in the desk's PSA, as text whatever the PSA uses. */
export type TechnicianId = string;
/** Microsoft Entra object id of a user: a GUID in lower case. */
export type UserId = string;
/** Id of a team, which is the id of its Microsoft 365 group: a GUID in lower case. */
export type TeamId = string;

/** Lowest first: each role may do what those before it may. */
export const ROLES = ['member', 'dispatcher', 'lead', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Our judgement of a technician for a time. */
export type Verdict = 'working' | 'on-break' | 'no-signal';
/** The four groups in which an answer lists technicians, in the order in which people read them. */
export const GROUPS = ['working', 'on-break', 'off-shift', 'no-signal'] as const;
export type Group = (typeof GROUPS)[number];

export type MappingSource = 'auto' | 'manual';

/** How patient an outside call may be: `interactive` has a person waiting (8 s in all), `background` is a run (15 min). */
export type Budget = 'interactive' | 'background';

/** Microsoft's clouds; they share no accounts, tokens or addresses. */
export const CLOUDS = ['global', 'gcc-high', 'dod', 'china'] as const;
export type Cloud = (typeof CLOUDS)[number];

/** The systems that technicians come from. `roster`: the desk keeps its own list in Rollcall. */
export const PSA_KINDS = ['roster', 'halopsa', 'connectwise', 'autotask'] as const;
export type PsaKind = (typeof PSA_KINDS)[number];
