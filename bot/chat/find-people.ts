import type { TechnicianAvailability } from '#core/availability/availability-at.ts';
import type { AvailabilityAnswer } from '#core/availability/availability-service.ts';
import type { Team } from '#core/mapping/ports.ts';
import { technicianCard } from './cards/technician-card.ts';
import { previewOf } from './cards/person-preview.ts';
import { literal } from './cards/literal.ts';
import type { Found } from './compose-answer.ts';
import { foldedWords } from './parse/fold.ts';
import { findPerson } from './parse/names.ts';
import { findTeam } from './parse/team-names.ts';
import type { Search } from './read-compose.ts';
import type { ChatTools } from './services.ts';
import { textsFor } from './texts/texts.ts';
import { type Turn, viewerOf } from './turn.ts';

/** The technicians meant by what is typed so far, those who work first; `nobody` is what to say when there are none.
 *  Throws what the availability service throws. */
export async function findPeople(
  turn: Turn,
  search: Search,
  tools: ChatTools,
): Promise<{ readonly found: readonly Found[]; readonly nobody: string | null }> {
  const { finder } = textsFor(turn.locale);
  const { answer, people } = await lookUp(turn, search.text, tools);
  if (people.length === 0) {
    const asked = literal(search.text, 60);
    return { found: [], nobody: search.text === '' ? finder.nobodyAtAll : finder.nobody(asked) };
  }
  const page = people.slice(search.skip, search.skip + search.count);
  return { found: page.map((person) => foundOf(person, { answer, turn, search, tools })), nobody: null };
}

interface LookedUp {
  readonly answer: AvailabilityAnswer;
  readonly people: readonly TechnicianAvailability[];
}

/** Beginnings of a name first, as people type; then what the chat would understand by it; then a team. */
async function lookUp(turn: Turn, text: string, { services }: ChatTools): Promise<LookedUp> {
  const ask = (teamId: string | null) => services.availability.ask(turn.caller, { slot: null, teamId });
  const everybody = await ask(null);
  const { technicians } = everybody;
  const words = foldedWords(text);
  if (words.length === 0) return { answer: everybody, people: technicians };
  const begun = technicians.filter(({ name }) => beginsEach(words, foldedWords(name)));
  if (begun.length > 0) return { answer: everybody, people: begun };
  const meant = meantBy(text, technicians);
  if (meant.length > 0) return { answer: everybody, people: meant };
  const team = teamMeant(text, await services.settings.knownTeams(turn.deskId));
  if (team === null) return { answer: everybody, people: [] };
  const ofTeam = await ask(team.teamId);
  return { answer: ofTeam, people: ofTeam.technicians };
}

function beginsEach(words: readonly string[], name: readonly string[]): boolean {
  return words.every((word) => name.some((each) => each.startsWith(word)));
}

function meantBy(
  said: string,
  technicians: readonly TechnicianAvailability[],
): readonly TechnicianAvailability[] {
  const people = technicians.map((person) => ({ id: person.technicianId, name: person.name, person }));
  const match = findPerson({ said, people });
  if (match.kind === 'one') return [match.person.person];
  return match.kind === 'several' ? match.people.map(({ person }) => person) : [];
}

function teamMeant(said: string, teams: readonly Team[]): Team | null {
  const named = teams.map((team) => ({ id: team.teamId, name: team.displayName, team }));
  const match = findTeam(said, named);
  return match.kind === 'one' ? match.team.team : null;
}

/** The card goes to others: the short form, with its age, and nobody's view refreshes by itself. */
export function foundOf(
  technician: TechnicianAvailability,
  options: {
    readonly answer: AvailabilityAnswer;
    readonly turn: Turn;
    readonly search: Pick<Search, 'isOwn'>;
    readonly tools: ChatTools;
  },
): Found {
  const { answer, turn, search, tools } = options;
  const viewer = { ...viewerOf(turn), userMri: null, isPublic: !search.isOwn };
  const card = technicianCard({
    answer,
    technician,
    viewer,
    links: tools.links,
    now: turn.now,
    question: 'state',
  });
  return { card, ...previewOf({ technician, answer, viewer, now: turn.now }) };
}
