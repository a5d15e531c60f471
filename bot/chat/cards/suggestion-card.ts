import { inOrder } from '#core/dispatch/decision.ts';
import type { CandidateDecision, DecisionRecord } from '#core/dispatch/record.ts';
import { type Texts, textsFor } from '../texts/texts.ts';
import { press } from './actions.ts';
import { type Card, card, type CardPart } from './card.ts';
import {
  type DecisionView,
  type DispatchScene,
  isSkippedInPool,
  noteSentences,
  peopleLines,
  reasonsInWords,
  reasonWord,
  shortName,
  startOf,
  ticketLines,
} from './describe-decision.ts';
import { mendOf, plainPress, refreshShown, remedyOf, whyButton } from './dispatch-buttons.ts';
import { type Choice, filter, heading, line, note } from './elements.ts';
import { clockAndZone, placeOf } from './format.ts';
import { literal } from './literal.ts';

/** Reasons that a card gives; the page of reasons has all. */
const MOST_REASONS = 3;
/** People in the choice; for anybody else there are words. */
const MOST_CHOICES = 20;
/** Letters on three buttons that a phone still shows whole (see card.ts). */
const LETTERS_OF_THREE = 24;

/** Who is suggested and why, who was skipped and why (C11). The choice of somebody else arrives as input `other` beside the data of "To chosen". */
export function suggestionCard(view: DecisionView, chosen: CandidateDecision, scene: DispatchScene): Card {
  const { decision, ticket } = view;
  const { viewer, links, hasButtons } = scene;
  const { record } = decision;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const isRehearsal = record.workflow.act === 'dry-run';
  const name = shortName(chosen.input.facts.name);
  const title = isRehearsal ? dispatch.dryRun(name) : dispatch.suggested(name);
  const reasons = reasonsInWords(chosen, { most: MOST_REASONS, texts, isPublic: viewer.isPublic });
  const notes = noteSentences(record, texts, false);
  const mend = hasButtons ? mendOf(remedyOf(record).first, viewer, links) : null;
  const others = hasButtons && !isRehearsal && mend === null ? othersOf(record, texts, viewer.isPublic) : [];
  const ref = literal(record.ticket.ref, 40);
  return card({
    summary: `${title}. ${dispatch.ticket(ref)}. ${[...reasons, ...notes].join(' · ')}`,
    body: [
      heading(title),
      line(isRehearsal ? dispatch.dryRunOnly : dispatch.suggestOnly),
      ...ticketLines(record.ticket, ticket?.title ?? null, texts),
      line([startOf(record, viewer), ...reasons].join(' · ')),
      ...peopleLines(record, viewer),
      ...notes.map(note),
      decision.hasInstructionInTicket ? note(dispatch.instructionInTicket) : null,
      view.isRepeat ? note(dispatch.repeat) : null,
      note(
        [
          dispatch.workflow(literal(decision.workflowName, 60), record.workflow.version),
          clockAndZone(record.decidedAt, placeOf(viewer)),
        ].join(' · '),
      ),
      others[0]
        ? filter({ id: 'other', label: dispatch.orAssignTo, value: others[0].value, choices: others })
        : null,
      hasButtons && !isRehearsal && others.length === 0 ? note(dispatch.orSay) : null,
      hasButtons ? null : note(dispatch.buttonsByMenu),
    ],
    actions: hasButtons ? buttonsOf({ view, chosen, mend, hasOthers: others.length > 0, scene }) : [],
    refresh: refreshShown({ decisionId: decision.decisionId, assignmentId: null }, viewer),
  });
}

function buttonsOf(options: {
  readonly view: DecisionView;
  readonly chosen: CandidateDecision;
  readonly mend: CardPart | null;
  readonly hasOthers: boolean;
  readonly scene: DispatchScene;
}): readonly (CardPart | null)[] {
  const { view, chosen, mend, hasOthers, scene } = options;
  const { viewer } = scene;
  const { decision } = view;
  const { buttons } = textsFor(viewer.locale).dispatch;
  const why = whyButton(decision.decisionId, viewer);
  if (decision.record.workflow.act === 'dry-run') return [why, mend];
  const { technicianId, name } = chosen.input.facts;
  const data = { ticket: decision.record.ticket.ref, decisionId: decision.decisionId, confirmed: [] };
  const other = hasOthers
    ? press({
        title: buttons.toChosen,
        verb: 'dispatch.assign',
        data: { ...data, technicianId: null },
        viewer,
      })
    : null;
  const taken = [why, mend ?? other].reduce((sum, each) => sum + titleLength(each), 0);
  const title = buttons.assignTo(firstName(name));
  const fits = title.length <= 18 && title.length + taken <= LETTERS_OF_THREE && firstName(name) !== '';
  return [
    plainPress(fits ? title : buttons.assign, 'dispatch.assign', { ...data, technicianId }, viewer),
    why,
    mend ?? other,
  ];
}

function titleLength(button: CardPart | null): number {
  return typeof button?.['title'] === 'string' ? button['title'].length : 0;
}

/** '' for a name that does not begin with a plain word: then the button names nobody. Directories write "Khan, Aisha" too. */
function firstName(name: string): string {
  const [last = '', first = last] = name.split(',', 2);
  const [word = ''] = first.trim().split(/\s+/);
  return /^\p{L}[\p{L}'’-]*$/u.test(word) ? word : '';
}

function othersOf(record: DecisionRecord, texts: Texts, isPublic: boolean): readonly Choice[] {
  return inOrder(record)
    .filter((each) => each.word !== 'suggested' && (each.word !== 'skipped' || isSkippedInPool(each)))
    .slice(0, MOST_CHOICES)
    .map((each) => choiceOf(each, texts, isPublic));
}

export function choiceOf(
  { input, word, reasons }: CandidateDecision,
  texts: Texts,
  isPublic: boolean,
): Choice {
  const [first] = reasons;
  const because =
    word === 'skipped' && first ? reasonWord(first, texts, isPublic) : texts.dispatch.word[word];
  const { name, technicianId } = input.facts;
  return { title: texts.dispatch.person(shortName(name), because), value: technicianId };
}
