import type { ErrorCode } from '#kernel/errors.ts';
import { ROLES } from '#kernel/vocabulary.ts';
import type { ActionData, Verb } from './actions.ts';
import { type Card, card, type CardPart, type Links, type Viewer } from './card.ts';
import { heading, line, note } from './elements.ts';
import type { ErrorFacts } from '../texts/error-texts.ts';
import { ERROR_MENDS } from './error-mends.ts';
import { formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { mendButton } from './mend-button.ts';
import { type Texts, textsFor } from '../texts/texts.ts';

export interface ErrorCardOptions {
  readonly code: ErrorCode;
  /** Details of the AppError. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Names the log line of this failure. */
  readonly reference: string;
  readonly retryAt: Date | null;
  readonly viewer: Viewer;
  readonly links: Links;
  /** People who can do what the viewer cannot. */
  readonly askNames: readonly string[];
  /** Whether the viewer may fetch the consent link here. */
  readonly consentVerb: boolean;
  /** What "Try again" repeats; `null`: it cannot be repeated. */
  readonly retry: { readonly verb: Verb; readonly data: ActionData } | null;
}

/** A failure in four lines, always in this order: what happened, what still works, what to do, reference (C18, CHAT-7). */
export function errorCard(options: ErrorCardOptions): Card {
  const { code, viewer, links, reference, retry } = options;
  const texts = textsFor(viewer.locale);
  const wording = texts.errors[code];
  const facts = factsOf(options);
  const title = wording.happened(facts);
  const ask = askLine(options);
  const button = buttonOf(options);
  const toDo = [wording.toDo(facts), ...(ask ? [ask] : [])].join(' ');
  // Where the mending button is not the viewer's to press, asking again is still worth a button.
  const second = ERROR_MENDS[code] === 'retry' ? null : mendButton({ mend: 'retry', viewer, links, retry });
  return card({
    summary: `${title} ${toDo}`,
    body: [
      heading(title),
      line(wording.stillWorks),
      line(toDo),
      note(texts.setup.reference(literal(reference, 60))),
    ],
    actions: [button, canRepeat(code) ? second : null],
  });
}

function buttonOf({ code, viewer, links, retry, consentVerb }: ErrorCardOptions): CardPart | null {
  const mend = ERROR_MENDS[code];
  if (mend === 'consent' && !consentVerb) return null;
  return mendButton({ mend, viewer, links, retry });
}

/** Whose help is needed: only where the reader cannot mend it alone. */
function askLine({ code, askNames, consentVerb, viewer }: ErrorCardOptions): string | null {
  const texts = textsFor(viewer.locale);
  const mend = ERROR_MENDS[code];
  const needsSomeone = code === 'not_allowed' || mend === 'setup' || (mend === 'consent' && !consentVerb);
  if (!needsSomeone || askNames.length === 0)
    return mend === 'consent' && !consentVerb ? texts.setup.askAdmin : null;
  return texts.setup.askOneOf(
    texts.list(
      askNames.map((name) => literal(name, 60)),
      3,
    ),
  );
}

/** Pressing again what was refused for good only makes people doubt. */
function canRepeat(code: ErrorCode): boolean {
  return code !== 'not_allowed' && code !== 'desk_unknown' && code !== 'run_not_undoable';
}

function factsOf({ details, retryAt, viewer }: ErrorCardOptions): ErrorFacts {
  const until = retryAt && formatWhen(retryAt, viewer.now ?? retryAt, placeOf(viewer));
  const texts = textsFor(viewer.locale);
  const role = ROLES.find((each) => each === details['needed']);
  return {
    name: nameOf(details),
    list: listOf(details, texts),
    until,
    role: role === undefined ? null : texts.shared.role[role],
  };
}

function nameOf(details: ErrorCardOptions['details']): string | null {
  for (const key of ['technicianName', 'teamName', 'name', 'asked']) {
    const value = details[key];
    if (typeof value === 'string' && value.trim() !== '') return literal(value, 60);
  }
  return null;
}

function listOf(details: ErrorCardOptions['details'], language: Texts): string | null {
  // Faults of an input are worded by the core, in English only; in another language the general sentence stands alone.
  const keys = language === textsFor('en') ? ['missing', 'closest', 'faults'] : ['missing', 'closest'];
  for (const key of keys) {
    const value = details[key];
    const texts = Array.isArray(value) ? value.map(textOf).filter((text) => text !== null) : [];
    if (texts.length > 0) return language.list(texts, 4);
  }
  return null;
}

/** A name, or a fault of an input as "field: problem". */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return literal(value, 60);
  if (typeof value !== 'object' || value === null) return null;
  const { field, problem } = value as { field?: unknown; problem?: unknown };
  return typeof field === 'string' && typeof problem === 'string' ? literal(`${field}: ${problem}`) : null;
}
