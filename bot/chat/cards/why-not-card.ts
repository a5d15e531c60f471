import type { GateResult } from '#core/dispatch/eligibility.ts';
import type { StoredDecision } from '#core/dispatch/ports.ts';
import type { CandidateDecision, DecisionRecord } from '#core/dispatch/record.ts';
import { checkTeams, type TeamsCheck } from '#core/dispatch/teams-checks.ts';
import { type Gap, type WhyNot, whyShiftsDidNotMatter } from '#core/dispatch/why-not.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { type Texts, textsFor } from '../texts/texts.ts';
import { type Card, card, type CardPart } from './card.ts';
import { type DispatchScene, nameIn, reasonsInWords, reasonWord, shortName } from './describe-decision.ts';
import { mendOf, plainPress, whyButton } from './dispatch-buttons.ts';
import { groupTitle, heading, line, note, row } from './elements.ts';
import { clockAndZone, placeOf } from './format.ts';
import { literal } from './literal.ts';

/** Why somebody did not get a ticket, or did: from the record alone (DIS-7), and what Teams had to do with it (AV-10). */
export function whyNotCard(options: {
  readonly decision: StoredDecision;
  readonly answer: WhyNot;
  readonly technicianId: TechnicianId;
  readonly name: string;
  readonly scene: DispatchScene;
}): Card {
  const { decision, answer, technicianId, scene } = options;
  const { viewer, links, hasButtons } = scene;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const { record } = decision;
  const name = shortName(options.name);
  const ref = literal(record.ticket.ref, 40);
  const isChosen = answer.answer === 'was-chosen';
  const title = isChosen ? dispatch.whyYes(name, ref) : dispatch.whyNotTitle(name, ref);
  const candidate = record.candidates.find(({ input }) => input.facts.technicianId === technicianId);
  const lines = answerLines(answer, { record, candidate, texts, isPublic: viewer.isPublic });
  const checks = candidate ? checkTeams(record, candidate) : [];
  const failed = isChosen ? undefined : checks.find(({ state }) => state === 'failed');
  const noShifts = candidate ? whyShiftsDidNotMatter(record, technicianId) : null;
  return card({
    summary: `${title}. ${lines.join(' ')}`,
    body: [
      heading(title),
      note(dispatch.decidedAt(clockAndZone(record.decidedAt, placeOf(viewer)))),
      ...lines.map(line),
      ...(checks.length > 0 ? [groupTitle(dispatch.teamsTitle)] : []),
      ...checks.map((check) => checkRow(check, texts, viewer.isPublic)),
      failed?.remedy ? line(dispatch.remedy[failed.remedy]) : null,
      noShifts ? note(`${dispatch.shiftsMatterTitle}: ${dispatch.noShifts[noShifts.because]}`) : null,
    ],
    actions: hasButtons
      ? [
          whyButton(decision.decisionId, viewer),
          plainPress(
            dispatch.buttons.decision,
            'dispatch.show',
            { decisionId: decision.decisionId, assignmentId: null },
            viewer,
          ),
          mendOf(mendable(failed?.remedy ?? noShifts?.remedy ?? null), viewer, links),
        ]
      : [],
  });
}

/** What only the person themselves can mend has no page. */
function mendable(remedy: TeamsCheck['remedy']): Parameters<typeof mendOf>[0] {
  switch (remedy) {
    case 'check-teams-account':
    case 'set-override':
    case 'end-override':
    case 'change-shifts':
      return null;
    default:
      return remedy;
  }
}

interface Told {
  readonly record: DecisionRecord;
  readonly candidate: CandidateDecision | undefined;
  readonly texts: Texts;
  readonly isPublic: boolean;
}

function answerLines(answer: WhyNot, told: Told): readonly string[] {
  const { record, candidate, texts, isPublic } = told;
  const { dispatch } = texts;
  const said = dispatch.whyNot[answer.answer];
  switch (answer.answer) {
    case 'not-a-candidate':
      return [said];
    case 'was-chosen':
      return [
        said,
        candidate ? reasonsInWords(candidate, { most: 8, texts, isPublic }).join(' · ') : '',
      ].filter((each) => each !== '');
    case 'skipped':
      return skippedLines(answer, said, told);
    case 'outranked': {
      const chosen = nameIn(record, answer.chosenId) ?? dispatch.somebody;
      return [said, dispatch.outrankedBy[answer.by](chosen), ...gapLines(answer.gaps, chosen, texts)];
    }
    default:
      return [
        said,
        ...(answer.outcome.kind === 'held' || answer.outcome.kind === 'left-unassigned'
          ? [dispatch.heldBecause[answer.outcome.because]]
          : []),
      ];
  }
}

function skippedLines(
  { gate, gates, keepsTheTurn }: Extract<WhyNot, { answer: 'skipped' }>,
  said: string,
  { record, texts, isPublic }: Told,
): readonly string[] {
  const { dispatch } = texts;
  const wordOf = ({ code }: GateResult): string => reasonWord(code, texts, isPublic);
  const passed = gates.filter((each) => each.passed).map(wordOf);
  const rule = record.rules.find(({ sentence }) => sentence === gate.sentence);
  return [
    `${said} ${dispatch.gateName[gate.gate]}, ${wordOf(gate)}.`,
    ...(rule ? [dispatch.rule(rule.sentence + 1, literal(rule.source, 100))] : []),
    ...(keepsTheTurn ? [dispatch.keepsTurn] : []),
    ...(passed.length > 0 ? [dispatch.passedBefore(passed.join(', '))] : []),
  ];
}

/** "Aisha was ahead in: open work (8), skills (4)." */
function gapLines(gaps: readonly Gap[], chosen: string, texts: Texts): readonly string[] {
  const { dispatch } = texts;
  const inWords = (some: readonly Gap[]): string =>
    some
      .map(({ part, points }) => dispatch.gap(dispatch.part[part], texts.count(Math.abs(points))))
      .join(', ');
  const ahead = gaps.filter(({ points }) => points > 0);
  const behind = gaps.filter(({ points }) => points < 0).toReversed();
  return [
    ...(ahead.length > 0 ? [dispatch.aheadIn(chosen, inWords(ahead))] : []),
    ...(behind.length > 0 ? [dispatch.behindIn(chosen, inWords(behind))] : []),
  ];
}

function checkRow({ check, state, code }: TeamsCheck, { dispatch }: Texts, isPublic: boolean): CardPart {
  const shown = isPublic && code === 'shifts-time-off' ? 'off-shift' : code;
  return row({
    name: dispatch.check[check],
    words: dispatch.checkState[state],
    second: dispatch.checkCode[shown],
  });
}
