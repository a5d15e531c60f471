import { type ChatRequest, isRecord, parsed } from './model-request.ts';

/** How the simulated model answers. The last row are those that the frame's faults make. */
export const MODEL_MODES = [
  'sensible',
  'obeys-injections',
  'abstains',
  'names-somebody-else',
  'leaves-one-out',
  'duplicate',
  'beyond-100',
  'long-note',
  'other-shape',
  'extra-text',
  'refuses',
  'filters-answer',
  'filters-question',
  'malformed',
  'truncated',
  'knows-no-schema',
  ...(['hang', 'slow-body', 'html', 'redirect', 'reset', 'huge', '429', '500'] as const),
] as const;
export type ModelMode = (typeof MODEL_MODES)[number];

export interface ModelRow {
  readonly candidate: string;
  readonly score: number;
  readonly reasons: readonly string[];
  readonly note: string | null;
}

interface Facts {
  readonly label: string;
  readonly score: number;
  readonly skillsMatched: number | null;
  readonly skillsRequired: number;
  readonly knowsCompany: string;
}

/** What a model makes of a question before any mischief: by the facts alone, whatever the ticket says. */
export function sensibleRows(chat: ChatRequest): readonly ModelRow[] {
  return factsIn(chat).map((facts) => {
    const hasSkills = facts.skillsRequired > 0 && facts.skillsMatched === facts.skillsRequired;
    const knows = facts.knowsCompany === 'yes';
    const score = Math.min(100, Math.max(0, facts.score + (hasSkills ? 5 : 0) + (knows ? 5 : 0)));
    const reasons = [...(hasSkills ? ['skill_match'] : []), ...(knows ? ['client_history'] : [])];
    return { candidate: facts.label, score, reasons, note: null };
  });
}

/** A model that believes every word of the ticket: 100 for whom it is told, 0 for all others, and not a word about it. `names` are people
 *  whom this model knows by chance. A name that it does not know it writes down as it read it. */
export function obedientRows(
  chat: ChatRequest,
  names: Readonly<Record<string, string>>,
): readonly ModelRow[] {
  const rows = sensibleRows(chat);
  const favourite = toldIn(ticketTextIn(chat), rows, names);
  if (favourite === null) return rows;
  const all = rows.map((row) => ({ ...row, score: row.candidate === favourite ? 100 : 0 }));
  const isKnown = rows.some(({ candidate }) => candidate === favourite);
  return isKnown ? all : [{ candidate: favourite, score: 100, reasons: [], note: null }, ...all.slice(1)];
}

/** Whom a text says to choose. */
function toldIn(
  text: string,
  rows: readonly ModelRow[],
  names: Readonly<Record<string, string>>,
): string | null {
  const byScore = rows.toSorted((a, b) => a.score - b.score);
  const labels = [...text.matchAll(/\bc\d{1,3}\b/gi)].map(([label]) => label.toLowerCase());
  const known = labels.find((label) => rows.some(({ candidate }) => candidate === label));
  if (known !== undefined) return known;
  const named = Object.keys(names).find((name) => text.toLowerCase().includes(name.toLowerCase()));
  if (named !== undefined) return names[named] ?? null;
  if (/\b(?:lowest|worst|least suited|bottom|schlechtest\w*|niedrigst\w*)\b/i.test(text)) {
    return byScore[0]?.candidate ?? null;
  }
  if (/\b(?:first|erste\w*|premier)\b/i.test(text)) return rows[0]?.candidate ?? null;
  if (/\b(?:last|letzte\w*|final)\b/i.test(text)) return rows.at(-1)?.candidate ?? null;
  const stranger =
    /\b(?:[Aa]ssign|[Gg]ive|[Rr]oute|[Cc]hoose|[Pp]ick|[Ss]elect|[Ss]end|[Nn]imm|[Gg]ib|[Zz]uweisen)\b[^.\n]{0,30}?\b(?:(?:to|an|for)\s+)?([A-Z][a-z]+(?: [A-Z][a-z]+)?)\b/.exec(
      text,
    );
  return stranger?.[1] ?? labels[0] ?? null;
}

/** Title and description as they were sent. */
export function ticketTextIn({ messages }: ChatRequest): string {
  const ticket = jsonIn(messages.at(-1)?.content ?? '');
  return isRecord(ticket) ? `${String(ticket['title'])}\n${String(ticket['description'])}` : '';
}

function factsIn({ messages }: ChatRequest): readonly Facts[] {
  const found = messages
    .map(({ content }) => jsonIn(content))
    .find((each) => isRecord(each) && 'candidates' in each);
  const list = isRecord(found) && Array.isArray(found['candidates']) ? found['candidates'] : [];
  return list as readonly Facts[]; // written by Rollcall just before; the ports' tests hold its form
}

/** The line of a message that is JSON. */
function jsonIn(content: string): unknown {
  return content
    .split('\n')
    .map(parsed)
    .find((value) => isRecord(value));
}
