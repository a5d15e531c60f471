import type { AvailabilityAnswer } from '#core/availability/availability-service.ts';
import { AppError } from '#kernel/errors.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { whichOneCard } from '../cards/which-one-card.ts';
import { findPerson } from '../parse/names.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import type { Request } from './failed-request.ts';
import type { PersonMeant } from './who-is-meant.ts';

export interface FoundTechnician {
  readonly technicianId: TechnicianId;
  /** `null`: the conversation knows who is meant, and nobody was looked up. */
  readonly name: string | null;
  /** Nearly what was typed: good enough for an answer that prints the name, never for a change. */
  readonly isFuzzy: boolean;
}

/** The technician meant, or the card that asks which one (CHAT-3). Throws `technician_not_found` with the closest name,
 *  `technician_ambiguous`, and the `psa_…` codes. */
export async function findTechnician(
  turn: Turn,
  who: PersonMeant,
  options: {
    /** What the choice asks, once somebody is chosen. */
    readonly ask: Request;
    /** What the button of the choice says; "Show" where nothing else is given. */
    readonly button?: string;
    readonly tools: ChatTools;
  },
): Promise<FoundTechnician | Answer> {
  const { tools, ask } = options;
  if (who.technicianId !== null) return { technicianId: who.technicianId, name: null, isFuzzy: false };
  const technicians = await tools.services.mapping.listTechnicians(turn.caller);
  const people = technicians.map(({ technician, mapping }) => ({
    id: technician.technicianId,
    name: technician.name,
    userId: mapping?.userId,
    signInName: mapping?.userPrincipalName,
  }));
  const match = findPerson({ said: who.said, userId: who.userId, people });
  if (match.kind === 'one') {
    return { technicianId: match.person.id, name: match.person.name, isFuzzy: match.fuzzy };
  }
  if (match.kind === 'several') {
    const groups = await groupsOf(
      turn,
      match.people.map((each) => each.id),
      tools,
    );
    return {
      card: whichOneCard({
        asked: who.said,
        people: match.people.map(({ id, name }) => ({
          technicianId: id,
          name,
          group: groups.get(id) ?? null,
          teamHint: null,
        })),
        ...ask,
        ...(options.button === undefined ? {} : { button: options.button }),
        viewer: viewerOf(turn),
      }),
    };
  }
  const details = { asked: who.said };
  if (match.kind === 'too-many') {
    throw new AppError('technician_ambiguous', `${match.count} technicians fit`, { details });
  }
  const closest = match.closest ? [match.closest.name] : [];
  throw new AppError('technician_not_found', 'no technician fits', { details: { ...details, closest } });
}

/** What tells people of one name apart. Without it the question is still asked. */
async function groupsOf(
  turn: Turn,
  technicianIds: readonly string[],
  { services }: ChatTools,
): Promise<ReadonlyMap<string, AvailabilityAnswer['technicians'][number]['group']>> {
  try {
    const { technicians } = await services.availability.ask(turn.caller, { slot: null, technicianIds });
    return new Map(technicians.map(({ technicianId, group }) => [technicianId, group]));
  } catch {
    return new Map();
  }
}
