import { type ActionData, press, type Verb } from './actions.ts';
import { type Card, card, type Viewer } from './card.ts';
import { heading, line } from './elements.ts';
import { literal } from './literal.ts';
import { roleMay } from './mend-button.ts';
import { textsFor } from '../texts/texts.ts';

/** A title and lines, all worded by us: foreign text in them has gone through `literal`. */
export function textCard(title: string, lines: readonly string[]): Card {
  return card({ summary: [title, ...lines].join(' '), body: [heading(title), ...lines.map(line)] });
}

/** No dead end (CHAT-1): the nearest things that would have been understood. */
export function notUnderstoodCard(options: {
  readonly closest: readonly string[];
  readonly viewer: Viewer;
}): Card {
  const texts = textsFor(options.viewer.locale);
  const closest = options.closest.map((each) => texts.setup.quoted(literal(each, 60)));
  const hint = closest.length > 0 ? texts.setup.closest(texts.list(closest, 3)) : texts.setup.noClosest;
  return card({
    summary: `${texts.setup.notUnderstood} ${hint}`,
    body: [heading(texts.setup.notUnderstood), line(hint)],
    actions: [press({ title: texts.shared.buttons.help, verb: 'help', viewer: options.viewer })],
  });
}

/** For what is understood but not offered: what the viewer may ask instead. */
export function notYetCard(intentTitle: string, viewer: Pick<Viewer, 'role' | 'locale'>): Card {
  const texts = textsFor(viewer.locale);
  const still = texts.setup.notYetStill(roleMay(viewer.role, 'automap.run'));
  return textCard(texts.setup.notYet(literal(intentTitle, 60)), [still]);
}

/** Answers any press on a card that is more than a day old. Refresh asks the same again, as of `now`. */
export function staleCard(options: {
  readonly verb: Verb;
  readonly data: ActionData;
  readonly viewer: Viewer;
  readonly now: Date;
}): Card {
  const { verb, data, viewer, now } = options;
  const texts = textsFor(viewer.locale);
  return card({
    summary: `${texts.setup.stale} ${texts.setup.staleWhat}`,
    body: [heading(texts.setup.stale), line(texts.setup.staleWhat)],
    actions: [press({ title: texts.shared.buttons.refresh, verb, data, viewer, at: now })],
  });
}
