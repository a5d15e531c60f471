import type { Override } from '#core/availability/ports.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import { type Texts, textsFor } from '../texts/texts.ts';
import { press } from './actions.ts';
import { type Card, card, type Viewer } from './card.ts';
import { filter, heading, line, note } from './elements.ts';
import { formatSpan, formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { roleMay } from './mend-button.ts';

/** What a technician said of themselves, as it counts (C16, AV-9). Neither button carries whose it is: each ends or changes the presser's own. */
export function notedCard(options: {
  readonly override: Override;
  readonly viewer: Viewer;
  readonly now: Date;
  /** What was understood of the time, in words. */
  readonly echo: readonly string[];
}): Card {
  const { override, viewer, now, echo } = options;
  const texts = textsFor(viewer.locale);
  const title = titleOf(override, { texts, viewer, now });
  const means = texts.override.means[override.says];
  return card({
    summary: `${title}. ${means}`,
    body: [
      heading(title),
      ...echo.map(line),
      line(means),
      note(texts.override.seen),
      note(texts.override.zone(placeOf(viewer).zone)),
    ],
    actions: [
      press({ title: texts.shared.buttons.endNow, verb: 'override.end', viewer, at: now }),
      press({ title: texts.shared.buttons.change, verb: 'override.change', viewer, at: now }),
    ],
  });
}

function titleOf(
  { says, from, until }: Override,
  { texts, viewer, now }: { readonly texts: Texts; readonly viewer: Viewer; readonly now: Date },
): string {
  const place = placeOf(viewer);
  const what = texts.shared.says[says];
  if (from > now) return texts.override.notedLater(what, formatSpan({ start: from, end: until }, now, place));
  return texts.override.noted(what, formatWhen(until, now, place));
}

export function endedCard({ hadOne, viewer }: { readonly hadOne: boolean; readonly viewer: Viewer }): Card {
  const { override } = textsFor(viewer.locale);
  const title = hadOne ? override.ended : override.nothing;
  const what = hadOne ? override.endedWhat : override.nothingWhat;
  return card({ summary: `${title}. ${what}`, body: [heading(title), line(what)] });
}

/** Lengths that people take, in minutes. */
const LENGTHS = [15, 30, 45, 60, 120, 240] as const;

/** Asks what to note and until when. The choices arrive as inputs `word` and `end` beside the data of Set. */
export function howLongCard(options: {
  readonly word: 'working' | 'break' | 'off';
  readonly viewer: Viewer;
  readonly now: Date;
  readonly endOfWork: Date;
  readonly endOfDay: Date;
}): Card {
  const { word, viewer, now } = options;
  const texts = textsFor(viewer.locale);
  const ends = endsOf(options, texts);
  const [first] = ends;
  return card({
    summary: `${texts.override.howLong} ${texts.override.howLongWhat}`,
    body: [
      heading(texts.override.howLong),
      line(texts.override.howLongWhat),
      filter({
        id: 'word',
        label: texts.override.what,
        value: word,
        choices: [
          { title: texts.shared.says.working, value: 'working' },
          { title: texts.shared.says['on-break'], value: 'break' },
          { title: texts.shared.says.off, value: 'off' },
        ],
      }),
      filter({ id: 'end', label: texts.override.until, value: first?.value ?? '', choices: ends }),
    ],
    actions: [
      press({
        title: texts.shared.buttons.set,
        verb: 'override.note',
        data: { start: null },
        viewer,
        at: now,
      }),
    ],
  });
}

function endsOf(
  options: Parameters<typeof howLongCard>[0],
  texts: Texts,
): readonly { title: string; value: string }[] {
  const { viewer, now, endOfWork, endOfDay } = options;
  const place = placeOf(viewer);
  const lengths = LENGTHS.map((minutes) => {
    const at = addMilliseconds(now, minutes * MINUTE);
    const length = minutes < 60 ? texts.override.minutes(minutes) : texts.override.hours(minutes / 60);
    return { title: texts.override.lasting(length, formatWhen(at, now, place)), at };
  });
  const named = [
    { title: texts.override.endOfHours(formatWhen(endOfWork, now, place)), at: endOfWork },
    { title: texts.override.endOfDay, at: endOfDay },
  ];
  const choices = [...lengths, ...named].map(({ title, at }) => ({ title, value: at.toISOString() }));
  // After hours the two ends of the day are one.
  return choices.filter((each, index) => choices.findIndex(({ value }) => value === each.value) === index);
}

/** For people who are no technician: why there is nothing to note, and who can change that. */
export function notTechnicianCard(options: {
  readonly askNames: readonly string[];
  readonly viewer: Viewer;
}): Card {
  const { askNames, viewer } = options;
  const texts = textsFor(viewer.locale);
  const mayMap = roleMay(viewer.role, 'mapping.write');
  const names = askNames.map((name) => literal(name, 60));
  const ask =
    names.length > 0
      ? texts.override.notTechnicianAsk(texts.list(names, 3))
      : texts.override.notTechnicianLead;
  const toDo = mayMap ? texts.override.notTechnicianMap : ask;
  return card({
    summary: `${texts.override.notTechnician}. ${toDo}`,
    body: [heading(texts.override.notTechnician), line(texts.override.notTechnicianWhat), line(toDo)],
    actions: [
      mayMap
        ? press({
            title: texts.shared.buttons.unmatched,
            verb: 'mapping.unmatched',
            data: { page: 0 },
            viewer,
          })
        : null,
    ],
  });
}
