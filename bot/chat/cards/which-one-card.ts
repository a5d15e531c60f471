import type { Group, TechnicianId } from '#kernel/vocabulary.ts';
import { type ActionData, press, type Verb } from './actions.ts';
import { type Card, card, type Viewer } from './card.ts';
import { heading, line, question } from './elements.ts';
import { literal } from './literal.ts';
import { type Texts, textsFor } from '../texts/texts.ts';

export interface Candidate {
  readonly technicianId: TechnicianId;
  readonly name: string;
  /** `null`: not asked yet. */
  readonly group: Group | null;
  readonly teamHint: string | null;
}

/** People among whom a card lets choose; with more, typing is quicker. */
const MOST_CHOICES = 5;

/** Which of the people that a name fits was meant (C7). The choice arrives as input `technicianId` beside `data`. */
export function whichOneCard(options: {
  /** What was typed. */
  readonly asked: string;
  readonly people: readonly Candidate[];
  readonly verb: Verb;
  readonly data: ActionData;
  /** What the choosing button says; "Show" where nothing else is given. */
  readonly button?: string;
  readonly viewer: Viewer;
}): Card {
  const { people, verb, data, viewer } = options;
  const texts = textsFor(viewer.locale);
  const asked = literal(options.asked, 40);
  const none = press({ title: texts.shared.buttons.noneOfThese, verb: 'help', viewer, withoutInputs: true });
  const [first] = people;
  if (first === undefined || people.length > MOST_CHOICES) {
    const title = texts.people.tooManyFit(people.length, asked);
    const body = [heading(title), line(texts.people.typeMore)];
    return card({ summary: `${title} ${texts.people.typeMore}`, body, actions: [none] });
  }
  const title = texts.people.whichOne(asked);
  const choices = people.map((person) => ({ title: describe(person, texts), value: person.technicianId }));
  return card({
    summary: `${title} ${choices.map((choice) => choice.title).join('; ')}.`,
    body: [
      heading(title),
      question({
        id: 'technicianId',
        label: texts.people.chooseOne,
        value: first.technicianId,
        choices,
        missing: texts.people.chooseMissing,
      }),
    ],
    actions: [press({ title: options.button ?? texts.shared.buttons.show, verb, data, viewer }), none],
  });
}

function describe({ name, group, teamHint }: Candidate, texts: Texts): string {
  const parts = [
    literal(name, 60),
    ...(teamHint ? [literal(teamHint, 40)] : []),
    ...(group ? [texts.shared.group[group]] : []),
  ];
  return parts.join(' · ');
}
