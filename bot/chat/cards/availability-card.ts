import type { AvailabilityAnswer } from '#core/availability/availability-service.ts';
import { type Group, GROUPS, type TeamId } from '#kernel/vocabulary.ts';
import { type ActionData, openTab, press, refreshBy } from './actions.ts';
import { countGroups, cutPage, type Page } from './availability-page.ts';
import {
  type Card,
  CARD_LIMIT_BYTES,
  card,
  cardBytes,
  type CardPart,
  type Links,
  type Viewer,
} from './card.ts';
import { describePerson, type Scene } from './describe-person.ts';
import { alert, filter, groupTitle, heading, line, note, row } from './elements.ts';
import { clockAndZone, formatSlot, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { mendButton } from './mend-button.ts';
import { reportSources } from './sources.ts';
import { type Texts, textsFor } from '../texts/texts.ts';

/** Which part of the answer is shown. */
export interface AvailabilityView {
  /** `defaultShow` chooses for those who did not. */
  readonly show: Group | 'all';
  /** Counts from 0. */
  readonly page: number;
  readonly teamId: TeamId | null;
  readonly teamName: string | null;
  /** For the team filter, at most 20. */
  readonly teams: readonly { readonly teamId: TeamId; readonly name: string }[];
  /** The time asked about; `null` is now. */
  readonly slot: { readonly start: Date; readonly end: Date | null } | null;
  /** Token of a remembered order of ids, handed back by the next press. */
  readonly order: string | null;
}

export interface AvailabilityCardOptions {
  /** Its `technicians` are shown in the order in which they come, by group. */
  readonly answer: AvailabilityAnswer;
  readonly view: AvailabilityView;
  readonly viewer: Viewer;
  readonly links: Links;
  /** What was understood of the question, in words. */
  readonly echo: readonly string[];
}

/** How much of the names and teams is shown. The first does for all but made-up names; the last fits whatever they are. */
interface Room {
  readonly nameLength: number;
  readonly teams: number;
}
const ROOMY: Room = { nameLength: 80, teams: 20 };
const TIGHTER: Room = { nameLength: 40, teams: 20 };
const TIGHTEST: Room = { nameLength: 20, teams: 8 };

/** "Who's available": the four groups counted, a page of people with reasons, what the answer rests on (CHAT-2). The filters arrive
 *  as inputs `show` and `teamId` (`all`: all teams) beside the data of Refresh; turning pages leaves them out.
 *  Names are cut shorter where they would take the card past its limit. */
export function availabilityCard(options: AvailabilityCardOptions): Card {
  for (const room of [ROOMY, TIGHTER]) {
    const drawn = drawCard(options, room);
    if (cardBytes(drawn) <= CARD_LIMIT_BYTES) return drawn;
  }
  return drawCard(options, TIGHTEST);
}

function drawCard(options: AvailabilityCardOptions, room: Room): Card {
  const { nameLength } = room;
  const { answer, view, viewer, links, echo } = options;
  const texts = textsFor(viewer.locale);
  const place = placeOf(viewer);
  const page = cutPage(answer.technicians, view.show, view.page);
  const counts = countGroups(answer.technicians);
  const team = view.teamName === null ? null : literal(view.teamName, nameLength);
  const now = viewer.now ?? (answer.isNow ? answer.slot.start : answer.asOf);
  const scene: Scene = { place, now, slot: answer.slot, isPublic: viewer.isPublic, texts };
  const report = reportSources(answer, scene);

  const title = titleOf(answer, team, scene);
  const age = texts.people.asOf(clockAndZone(answer.asOf, place));
  const countLine = countsInWords(counts, texts);
  const mend = mendButton({ mend: report.mend, viewer, links, retry: null });
  return card({
    summary: `${title}: ${countLine.replaceAll(' · ', ', ')}. ${age}.`,
    body: [
      heading(title),
      report.alert === null ? null : alert(report.alert),
      ...echo.map(line),
      note(`${age} · ${team ?? texts.people.everyone}`),
      line(countLine),
      ...peopleOf({ page, counts, scene, nameLength }),
      ...emptyLines({ answer, view, page, counts, team, texts }),
      pageLine(page, texts),
      ...report.lines.map(note),
      report.mend === 'consent' && mend === null ? note(texts.people.askForConsent) : null,
      ...filtersOf(options, counts, { ...room, texts }),
    ],
    actions: actionsOf({ ...options, page, mend, nameLength }),
    refresh: refreshBy({
      title: texts.shared.buttons.refresh,
      verb: 'availability.show',
      data: dataOf(view, page.page, nameLength),
      viewer,
      at: answer.asOf,
    }),
  });
}

function titleOf(answer: AvailabilityAnswer, team: string | null, { place, texts }: Scene): string {
  const title = answer.isNow ? texts.people.titleNow : texts.people.titleAt(formatSlot(answer.slot, place));
  return team === null ? title : `${title} ${texts.people.inTeam(team)}`;
}

function countsInWords(counts: Readonly<Record<Group, number>>, texts: Texts): string {
  return GROUPS.map((group) => `${texts.count(counts[group])} ${texts.shared.groupInLine[group]}`).join(
    ' · ',
  );
}

function peopleOf(options: {
  readonly page: Page;
  readonly counts: Readonly<Record<Group, number>>;
  readonly scene: Scene;
  readonly nameLength: number;
}): readonly CardPart[] {
  const { page, counts, scene, nameLength } = options;
  const { texts } = scene;
  return page.people.flatMap((person, index) => {
    const { state, second } = describePerson(person, scene);
    const isFirst = page.people[index - 1]?.group !== person.group;
    const title = texts.people.groupTitle(texts.shared.group[person.group], counts[person.group]);
    return [
      ...(isFirst ? [groupTitle(title)] : []),
      row({ name: literal(person.name, nameLength), words: state, second }),
    ];
  });
}

/** An empty page says why it is empty and where people are. */
function emptyLines(options: {
  readonly answer: AvailabilityAnswer;
  readonly view: AvailabilityView;
  readonly page: Page;
  readonly counts: Readonly<Record<Group, number>>;
  readonly team: string | null;
  readonly texts: Texts;
}): readonly CardPart[] {
  const { answer, view, page, counts, team, texts } = options;
  if (page.total > 0) return [];
  if (answer.technicians.length === 0) {
    return [line(team === null ? texts.people.nobodyAtAll : texts.people.nobodyInTeam(team))];
  }
  const show = view.show === 'all' ? 'working' : view.show;
  const isNow = show === 'working' && answer.isNow;
  const others = GROUPS.filter((group) => counts[group] > 0).map(
    (group) => `${texts.count(counts[group])} ${texts.shared.groupInLine[group]}`,
  );
  const nobody = isNow ? texts.people.nobodyWorkingNow : texts.people.nobodyIn[show];
  return [line(cannotTell(answer, texts) ?? nobody), line(texts.people.look(others.join(', ')))];
}

/** AV-3: a group may be empty because nobody's presence is known; that is not the same as nobody being there. */
function cannotTell({ sources }: AvailabilityAnswer, texts: Texts): string | null {
  const presence = sources.find((source) => source.source === 'presence');
  if (presence?.reason === 'failed') return texts.people.cannotTell;
  return presence?.reason === 'nobody-mapped' ? texts.people.cannotTellUnmapped : null;
}

function pageLine(page: Page, texts: Texts): CardPart | null {
  if (!page.hasNext && !page.hasBack) return null;
  return note(texts.people.showing(page.from, page.to, texts.count(page.total)));
}

function filtersOf(
  { answer, view }: AvailabilityCardOptions,
  counts: Readonly<Record<Group, number>>,
  room: Room & { readonly texts: Texts },
): readonly CardPart[] {
  const { texts } = room;
  if (answer.technicians.length === 0 && view.teams.length === 0) return [];
  const groups = GROUPS.map((group) => ({
    title: texts.people.groupTitle(texts.shared.group[group], counts[group]),
    value: group,
  }));
  const show = filter({
    id: 'show',
    label: texts.people.filterGroup,
    value: view.show,
    choices: [{ title: texts.people.allGroups, value: 'all' }, ...groups],
  });
  return [show, ...teamFilter(view, room)];
}

/** An empty value would be shown as "nothing chosen" by some clients. */
const ALL_TEAMS = 'all';

function teamFilter(view: AvailabilityView, room: Room & { readonly texts: Texts }): readonly CardPart[] {
  const { texts } = room;
  const { teamId, teamName } = view;
  const isListed = teamId === null || view.teams.some((team) => team.teamId === teamId);
  const teams = isListed ? view.teams : [{ teamId, name: teamName ?? teamId }, ...view.teams];
  if (teams.length === 0) return [];
  const choices = teams
    .slice(0, room.teams)
    .map((team) => ({ title: literal(team.name, Math.min(room.nameLength, 40)), value: team.teamId }));
  return [
    filter({
      id: 'teamId',
      label: texts.people.filterTeam,
      value: teamId ?? ALL_TEAMS,
      choices: [{ title: texts.people.allTeams, value: ALL_TEAMS }, ...choices],
    }),
  ];
}

function actionsOf(
  options: AvailabilityCardOptions & {
    readonly page: Page;
    readonly mend: CardPart | null;
    readonly nameLength: number;
  },
): readonly (CardPart | null)[] {
  const { answer, view, viewer, links, page, mend, nameLength } = options;
  const texts = textsFor(viewer.locale);
  const turn = (title: string, to: number): CardPart =>
    press({
      title,
      verb: 'availability.show',
      data: dataOf(view, to, nameLength),
      viewer,
      at: answer.asOf,
      withoutInputs: true,
    });
  return [
    press({
      title: texts.shared.buttons.refresh,
      verb: 'availability.show',
      data: dataOf(view, 0, nameLength),
      viewer,
      at: answer.asOf,
    }),
    page.hasNext ? turn(texts.shared.buttons.next, page.page + 1) : null,
    page.hasBack ? turn(texts.shared.buttons.back, page.page - 1) : null,
    mend,
    openTab(texts.shared.buttons.board, links, 'board'),
  ];
}

function dataOf(view: AvailabilityView, page: number, nameLength: number): ActionData {
  return {
    show: view.show,
    page,
    teamId: view.teamId,
    teamName: view.teamName === null ? null : literal(view.teamName, nameLength),
    start: view.slot?.start.toISOString() ?? null,
    end: view.slot?.end?.toISOString() ?? null,
    order: view.order,
  };
}
