import { type ActionData, press, type Verb } from './actions.ts';
import { type Card, card, type Viewer } from './card.ts';
import { heading, line } from './elements.ts';
import { formatList } from './format.ts';
import { literal } from './literal.ts';
import { roleMay } from './mend-button.ts';
import { setupWords } from './setup-words.ts';
import { words } from './words.ts';

/** A title and lines, all worded by us: foreign text in them has gone through `literal`. */
export function textCard(title: string, lines: readonly string[]): Card {
  return card({ summary: [title, ...lines].join(' '), body: [heading(title), ...lines.map(line)] });
}

/** No dead end (CHAT-1): the nearest things that would have been understood. */
export function notUnderstoodCard(options: {
  readonly closest: readonly string[];
  readonly viewer: Viewer;
}): Card {
  const closest = options.closest.map((each) => `"${literal(each, 60)}"`);
  const hint = closest.length > 0 ? setupWords.closest(formatList(closest, 3)) : setupWords.noClosest;
  return card({
    summary: `${setupWords.notUnderstood} ${hint}`,
    body: [heading(setupWords.notUnderstood), line(hint)],
    actions: [press({ title: words.buttons.help, verb: 'help', viewer: options.viewer })],
  });
}

/** For what is understood but not offered: what the viewer may ask instead. */
export function notYetCard(intentTitle: string, viewer: Pick<Viewer, 'role'>): Card {
  const still = setupWords.notYetStill(roleMay(viewer.role, 'automap.run'));
  return textCard(setupWords.notYet(literal(intentTitle, 60)), [still]);
}

/** Answers any press on a card that is more than a day old. Refresh asks the same again, as of `now`. */
export function staleCard(options: {
  readonly verb: Verb;
  readonly data: ActionData;
  readonly viewer: Viewer;
  readonly now: Date;
}): Card {
  const { verb, data, viewer, now } = options;
  return card({
    summary: `${setupWords.stale} ${setupWords.staleWhat}`,
    body: [heading(setupWords.stale), line(setupWords.staleWhat)],
    actions: [press({ title: words.buttons.refresh, verb, data, viewer, at: now })],
  });
}
