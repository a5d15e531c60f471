import { inOrder } from '#core/dispatch/decision.ts';
import type { Ticket, StoredDecision } from '#core/dispatch/ports.ts';
import type { CandidateDecision, DecisionRecord } from '#core/dispatch/record.ts';
import { planRules, sentenceFor } from '#core/dispatch/rule-plan.ts';
import { whyShiftsDidNotMatter } from '#core/dispatch/why-not.ts';
import { type Texts, textsFor } from '../texts/texts.ts';
import { type Card, card, type CardPart } from './card.ts';
import {
  chosenOf,
  type DispatchScene,
  noteSentences,
  reasonsInWords,
  shortName,
  ticketLines,
} from './describe-decision.ts';
import { mendOf, plainPress, remedyOf } from './dispatch-buttons.ts';
import { groupTitle, heading, line, note, row } from './elements.ts';
import { clockAndZone, placeOf } from './format.ts';
import { literal } from './literal.ts';

const PAGE_SIZE = 10;
const MOST_RULES = 5;

/** All that a decision rested on: reasons, inputs, instructions, and everybody who was considered, in pages (4.6 decision.why). */
export function decisionWhyCard(options: {
  readonly decision: StoredDecision;
  readonly ticket: Ticket | null;
  /** Counts from 0; held to the pages that there are. */
  readonly page: number;
  readonly scene: DispatchScene;
}): Card {
  const { decision, ticket, scene } = options;
  const { viewer } = scene;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const { record } = decision;
  const title = dispatch.whyTitle(literal(record.ticket.ref, 40));
  const people = inOrder(record);
  const last = Math.max(0, Math.ceil(people.length / PAGE_SIZE) - 1);
  const page = Math.min(Math.max(0, options.page), last);
  const shown = people.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const total = texts.count(people.length);
  const chosen = chosenOf(record);
  const lead = chosen
    ? `${dispatch.chosenTitle(shortName(chosen.input.facts.name))}: ${reasonsInWords(chosen, { most: 6, texts, isPublic: viewer.isPublic }).join(' · ')}`
    : outcomeLine(record, texts);
  return card({
    summary: `${title}. ${lead}`,
    body: [
      heading(title),
      ...ticketLines(record.ticket, ticket?.title ?? null, texts),
      ...(page === 0 ? headOf(decision, lead, scene) : []),
      groupTitle(dispatch.considered(total)),
      ...shown.map((each) => personRow(each, texts, viewer.isPublic)),
      people.length > PAGE_SIZE
        ? note(dispatch.showing(page * PAGE_SIZE + 1, page * PAGE_SIZE + shown.length, total))
        : null,
      page === 0 ? note(dispatch.askWhyNot) : null,
    ],
    actions: scene.hasButtons ? buttonsOf({ decision, page, last, scene }) : [],
  });
}

function headOf(
  { record, workflowName, hasInstructionInTicket }: StoredDecision,
  lead: string,
  { viewer }: DispatchScene,
): readonly (CardPart | null)[] {
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const noShifts = shiftsSentence(record, texts);
  return [
    note(
      [
        dispatch.decidedAt(clockAndZone(record.decidedAt, placeOf(viewer))),
        dispatch.workflow(literal(workflowName, 60), record.workflow.version),
      ].join(' · '),
    ),
    line(lead),
    ...sourceSentences(record, texts).map(note),
    noShifts ? note(noShifts) : null,
    record.model === 'used' ? note(dispatch.modelUsed) : null,
    hasInstructionInTicket ? note(dispatch.instructionInTicket) : null,
    ...rulesOf(record, texts),
  ];
}

function outcomeLine({ outcome }: DecisionRecord, { dispatch }: Texts): string {
  if (outcome.kind === 'held' || outcome.kind === 'left-unassigned')
    return dispatch.heldBecause[outcome.because];
  return dispatch.notNeededWhat;
}

/** What was used, or why not: presence and shifts always, and what else belongs to the whole decision. */
function sourceSentences(record: DecisionRecord, texts: Texts): readonly string[] {
  const { dispatch } = texts;
  return [
    ...(record.presence.because === null ? [dispatch.presenceUsed] : []),
    ...(record.shifts.because === null ? [dispatch.shiftsUsed] : []),
    ...noteSentences(record, texts, true),
  ];
}

/** AV-10, for the desk as a whole: what keeps shifts from mattering whoever is asked about. Said only where the notes do not say it. */
function shiftsSentence(record: DecisionRecord, { dispatch }: Texts): string | null {
  if (record.shifts.because !== null || record.outcome.kind !== 'chosen') return null;
  const ranked = inOrder(record).slice(0, 10);
  const first = ranked
    .map(({ input }) => whyShiftsDidNotMatter(record, input.facts.technicianId))
    .find((each) => each?.because === 'outweighed');
  return first ? dispatch.noShifts[first.because] : null;
}

/** The instructions that had a say, by number and in their own words. Those about presence states name nobody: whom they moved stays unsaid. */
function rulesOf(record: DecisionRecord, texts: Texts): readonly CardPart[] {
  const { dispatch } = texts;
  const spoke = sentencesThatSpoke(record);
  if (spoke.length === 0) return [];
  const hidden = spoke.length - MOST_RULES;
  return [
    groupTitle(dispatch.rulesTitle),
    ...spoke.slice(0, MOST_RULES).map((number) => {
      const source = record.rules.find(({ sentence }) => sentence === number)?.source ?? '';
      return note(dispatch.rule(number + 1, literal(source, 100)));
    }),
    ...(hidden > 0 ? [note(dispatch.moreRules(texts.count(hidden)))] : []),
  ];
}

function sentencesThatSpoke(record: DecisionRecord): readonly number[] {
  const plan = planRules(record.rules, record.ticket);
  const spoke = new Set<number | null>([record.presence.sentence, record.shifts.sentence]);
  for (const { input, gates, score, reasons } of record.candidates) {
    for (const { sentence } of gates) spoke.add(sentence);
    spoke.add(score?.rule?.sentence ?? null);
    if (reasons.includes('named-by-rule')) spoke.add(sentenceFor(plan.always, input.facts));
    if (reasons.includes('moved-by-rule') && score === null) {
      spoke.add(sentenceFor(plan.prefer, input.facts) ?? sentenceFor(plan.avoid, input.facts));
    }
  }
  return [...spoke].filter((each) => each !== null).toSorted((a, b) => a - b);
}

function personRow(candidate: CandidateDecision, texts: Texts, isPublic: boolean): CardPart {
  const { dispatch } = texts;
  const { word, score, input } = candidate;
  const reasons = reasonsInWords(candidate, { most: 5, texts, isPublic });
  const points = score ? [dispatch.scoreOf(texts.count(Math.round(score.score)))] : [];
  return row({
    name: shortName(input.facts.name),
    words: dispatch.word[word],
    second: [...reasons, ...points].join(' · '),
  });
}

function buttonsOf(options: {
  readonly decision: StoredDecision;
  readonly page: number;
  readonly last: number;
  readonly scene: DispatchScene;
}): readonly (CardPart | null)[] {
  const { decision, page, last, scene } = options;
  const { viewer, links } = scene;
  const { buttons } = textsFor(viewer.locale).dispatch;
  const { decisionId } = decision;
  const turn = (title: string, to: number): CardPart =>
    plainPress(title, 'dispatch.why', { decisionId, page: to }, viewer);
  return [
    plainPress(buttons.decision, 'dispatch.show', { decisionId, assignmentId: null }, viewer),
    page < last ? turn(buttons.next, page + 1) : null,
    page > 0 ? turn(buttons.back, page - 1) : null,
    page === 0 ? mendOf(remedyOf(decision.record).any, viewer, links) : null,
  ];
}

/** "Why no teams": what presence and shifts had to do with a decision, each with its remedy. */
export function decisionSourcesCard(decision: StoredDecision, scene: DispatchScene): Card {
  const { viewer, links, hasButtons } = scene;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const { record, decisionId } = decision;
  const title = dispatch.whySources(literal(record.ticket.ref, 40));
  const { presence, shifts } = record;
  const presenceLine =
    presence.because === null ? dispatch.presenceUsed : dispatch.presence[presence.because];
  const shiftsLine = shifts.because === null ? dispatch.shiftsUsed : dispatch.shifts[shifts.because];
  const remedies = [...new Set([presence.remedy, shifts.remedy])].flatMap((each) =>
    each === null ? [] : [dispatch.remedy[each]],
  );
  const rules = [...new Set([presence.sentence, shifts.sentence])].flatMap((number) => {
    const rule = record.rules.find(({ sentence }) => sentence === number);
    return rule ? [dispatch.rule(rule.sentence + 1, literal(rule.source, 100))] : [];
  });
  return card({
    summary: `${title}. ${presenceLine} ${shiftsLine}`,
    body: [
      heading(title),
      note(dispatch.decidedAt(clockAndZone(record.decidedAt, placeOf(viewer)))),
      line(presenceLine),
      line(shiftsLine),
      ...rules.map(note),
      ...remedies.map(line),
    ],
    actions: hasButtons
      ? [
          mendOf(remedyOf(record).any, viewer, links),
          plainPress(dispatch.buttons.why, 'dispatch.why', { decisionId, page: 0 }, viewer),
          plainPress(dispatch.buttons.decision, 'dispatch.show', { decisionId, assignmentId: null }, viewer),
        ]
      : [],
  });
}
