import type { TimeChoice, TimeSaid } from '../parse/time-types.ts';
import { formatDay, formatTime } from '#kernel/zoned-time.ts';
import { type ActionData, press, type Verb } from './actions.ts';
import { type Card, card, type Viewer } from './card.ts';
import { heading, line } from './elements.ts';
import { formatSlot, placeOf } from './format.ts';
import { textsFor } from '../texts/texts.ts';

/** Which of two readings of a time was meant: one button each, which brings `data` with `start` and `end` of that reading. */
export function whichTimeCard(options: {
  readonly time: Extract<TimeSaid, { readonly kind: 'ask' }>;
  readonly verb: Verb;
  readonly data: ActionData;
  readonly viewer: Viewer;
}): Card {
  const { time, verb, data, viewer } = options;
  const texts = textsFor(viewer.locale);
  const place = placeOf({ zone: time.echo.zone, locale: viewer.locale });
  const isDay = time.question === 'day-or-month';
  const title = isDay ? texts.echo.whichDay : texts.echo.whichTime;
  const slots = time.choices.map(slotOf);
  const whole = slots.map((slot) => formatSlot(slot, place));
  return card({
    summary: `${title} ${whole.join('; ')}.`,
    body: [heading(title), ...whole.map(line), line(texts.echo.bothFit)],
    actions: slots.map(({ start, end }) =>
      press({
        title: isDay ? formatDay(start, place) : formatTime(start, place),
        verb,
        data: { ...data, start: start.toISOString(), end: end?.toISOString() ?? null },
        viewer,
      }),
    ),
  });
}

function slotOf(choice: TimeChoice): { readonly start: Date; readonly end: Date | null } {
  return choice.kind === 'range' ? choice : { start: choice.at, end: null };
}
