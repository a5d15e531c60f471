import type { Token } from './tokens.ts';

/** A ticket reference and the tokens `[from, to)` that it covers. */
export interface TicketSaid {
  /** As the PSA writes it, without "#": `48213`, `T20261121.0042`. */
  readonly ticket: string;
  readonly from: number;
  readonly to: number;
}

/** A reference that cannot be a time: with "#", an Autotask number, five digits and more, digits that no clock shows,
 *  or a number right after a word such as "dispatch" or "why". Read before times. */
export function findTicket(tokens: readonly Token[]): TicketSaid | null {
  const seeks = tokens.some((token) => SEEKING.has(token.norm));
  for (let at = 0; at < tokens.length; at += 1) {
    const found = autotask(tokens, at) ?? hashed(tokens, at) ?? plain(tokens, at, seeks);
    if (found) return found;
  }
  return null;
}

/** Any number of three digits and more that no time claimed. Read after times. */
export function findLeftoverTicket(
  tokens: readonly Token[],
  isTaken: (token: Token) => boolean,
): TicketSaid | null {
  const at = tokens.findIndex((token) => isReference(token) && !isTaken(token));
  const token = tokens[at];
  return token ? { ticket: token.norm, from: at, to: at + 1 } : null;
}

/** A number behind one of these is a ticket even if a clock could show it: "dispatch 1500". */
const CUES = new Set(
  (
    'why dispatch assign reassign triage route explain ticket tickets case incident sr request take takes give move ' +
    'handle pass allocate escalate escalates recommend got get gets'
  ).split(' '),
);
/** With one of these in the sentence, "for" and "on" point at the ticket: "find a tech for 1500", "put ben on 1500". */
const SEEKING = new Set('find put best suggest person someone somebody recommend stick'.split(' '));
const POINTING = new Set(['for', 'on']);
/** Ticket numbers of no PSA are longer; anything above is a telephone number or junk. */
const LONGEST_TICKET = 12;

function isReference(token: Token): boolean {
  return token.kind === 'number' && token.norm.length >= 3 && token.norm.length <= LONGEST_TICKET;
}

/** Autotask: T, the day of creation, a dot and the number of that day. */
function autotask(tokens: readonly Token[], at: number): TicketSaid | null {
  const [head, dot, tail] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!head || !dot || !tail || !/^t\d{8}$/.test(head.norm)) return null;
  if (dot.norm !== '.' || !dot.glued || !tail.glued || !/^\d{4,6}$/.test(tail.norm)) return null;
  return { ticket: `${head.norm.toUpperCase()}.${tail.norm}`, from: at, to: at + 3 };
}

function hashed(tokens: readonly Token[], at: number): TicketSaid | null {
  const number = tokens[at + 1];
  if (tokens[at]?.norm !== '#' || !number || !isReference(number)) return null;
  return { ticket: number.norm, from: at, to: at + 2 };
}

function plain(tokens: readonly Token[], at: number, seeks: boolean): TicketSaid | null {
  const token = tokens[at];
  if (!token || !isReference(token) || isPartOfLarger(tokens, at)) return null;
  const before = tokens[at - 1]?.norm ?? '';
  const pointed = CUES.has(before) || (seeks && POINTING.has(before)) || tokens[at + 1]?.norm === '→';
  return pointed || !couldBeTime(token.norm) ? { ticket: token.norm, from: at, to: at + 1 } : null;
}

/** "2026" in "25/12/2026", "1500" in "1500hrs", "930" in "at 930". */
function isPartOfLarger(tokens: readonly Token[], at: number): boolean {
  const [before, token, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (token?.glued && before && '/-.:,'.includes(before.norm)) return true;
  return after?.glued === true && (after.kind === 'word' || '/-:'.includes(after.norm));
}

function couldBeTime(digits: string): boolean {
  if (digits.length > 4) return false;
  const hour = Number(digits.slice(0, -2));
  return hour < 24 && Number(digits.slice(-2)) < 60;
}
