import type { DeskSpan } from '../desk/desk-types.ts';

/** The one window that Shifts can be asked for: items wholly inside it. */
export interface SpanFilter {
  readonly from: Date | null;
  readonly to: Date | null;
  readonly of: 'shared' | 'draft';
}

const CLAUSE = /^(\w+)\/(startDateTime|endDateTime) (eq|ne|gt|ge|lt|le) (\S+)$/;
const UTC_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/;

/** Reads the `$filter` of shifts (`noun` Shift) or times off (`noun` TimeOff); text is the message of the 400 that it earns.
 *  Source: Graph docs, schedule-list-shifts, and the messages that tenants have seen. */
export function parseSpanFilter(filter: string, noun: 'Shift' | 'TimeOff'): SpanFilter | string {
  const bounds = new Map<string, Date>();
  let of: SpanFilter['of'] | null = null;
  for (const clause of filter.trim().split(/ and /)) {
    const found = CLAUSE.exec(clause.trim());
    if (found === null) return `Invalid filter clause: '${clause.trim()}'.`;
    const [, owner = '', edge = '', operator, instant = ''] = found;
    const kind = ownerKind(owner, noun);
    if (kind === null || (of !== null && of !== kind)) {
      return `Could not find a property named '${owner}/${edge}' that can be filtered.`;
    }
    of = kind;
    if (bounds.has(edge)) return 'A property is allowed to appear at most once in the $filter query.';
    const allowed = edge === 'startDateTime' ? 'ge' : 'le';
    if (operator !== allowed) {
      const word = allowed === 'ge' ? 'GreaterThanOrEqual' : 'LessThanOrEqual';
      return `Only the '${word}' operator is allowed on entity property '${owner}/${edge}'.`;
    }
    const date = new Date(instant);
    if (!UTC_INSTANT.test(instant) || Number.isNaN(date.getTime())) {
      return `The value '${instant}' is not a DateTimeOffset in UTC.`;
    }
    bounds.set(edge, date);
  }
  return {
    from: bounds.get('startDateTime') ?? null,
    to: bounds.get('endDateTime') ?? null,
    of: of ?? 'shared',
  };
}

function ownerKind(owner: string, noun: string): SpanFilter['of'] | null {
  if (owner === `shared${noun}`) return 'shared';
  return owner === `draft${noun}` ? 'draft' : null;
}

/** Whether the item's span lies wholly inside: an overlap is not enough, and without a span there is nothing to compare. */
export function isInside(
  item: { readonly shared: DeskSpan | null; readonly draft: DeskSpan | null },
  { from, to, of }: SpanFilter,
): boolean {
  const span = item[of];
  if (span === null) return false;
  return (from === null || span.start >= from) && (to === null || span.end <= to);
}
