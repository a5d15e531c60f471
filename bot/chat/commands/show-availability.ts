import { z } from 'zod';
import type { AvailabilityAnswer } from '#core/availability/availability-service.ts';
import { GROUPS, type TechnicianId } from '#kernel/vocabulary.ts';
import type { ActionData } from '../cards/actions.ts';
import { availabilityCard } from '../cards/availability-card.ts';
import { defaultShow, SHOWN_WHOLE } from '../cards/availability-page.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { repeatable } from './failed-request.ts';
import { instant, slotOf } from './press-data.ts';

/** For the team filter; more choices than that nobody scrolls through on a card. */
const TEAMS_OFFERED = 20;

/** What the button `availability.show` brings. `teamId: 'all'` is the filter's "all teams". */
export const availabilityData = z.object({
  show: z
    .enum(['all', ...GROUPS])
    .nullish()
    .catch(null),
  page: z.number().int().min(0).max(1000).catch(0),
  teamId: z
    .union([z.guid(), z.literal('all')])
    .nullish()
    .transform((id) => (id === 'all' ? null : (id?.toLowerCase() ?? null))),
  teamName: z.string().max(256).nullish(),
  start: instant,
  end: instant,
  order: z.string().max(64).nullish(),
});
export type AvailabilityData = z.infer<typeof availabilityData>;

/** "Who's available", asked anew each time; a page keeps the order of the list that it belongs to (facts/ux: 4.5).
 *  Throws what the availability service throws. */
export async function showAvailability(
  turn: Turn,
  data: AvailabilityData,
  options: { readonly tools: ChatTools; readonly echo: readonly string[] },
): Promise<Answer> {
  const { tools, echo } = options;
  const { services, links } = tools;
  const slot = slotOf(data);
  const [asked, known] = await repeatable({ verb: 'availability.show', data: toActionData(data) }, () =>
    Promise.all([
      services.availability.ask(turn.caller, { slot, teamId: data.teamId }),
      services.settings.knownTeams(turn.deskId),
    ]),
  );
  const { answer, order } = keepOrder(asked, data.order ?? null, turn, tools);
  const named = known.find((team) => team.teamId === data.teamId)?.displayName;
  return {
    card: availabilityCard({
      answer,
      view: {
        show: data.show ?? defaultShow(answer.technicians.length),
        page: data.page,
        teamId: data.teamId,
        teamName: data.teamId === null ? null : (named ?? data.teamName ?? null),
        teams: known
          .slice(0, TEAMS_OFFERED)
          .map(({ teamId, displayName }) => ({ teamId, name: displayName })),
        slot,
        order,
      },
      viewer: viewerOf(turn),
      links,
      echo,
    }),
  };
}

export function toActionData(data: AvailabilityData): ActionData {
  return {
    show: data.show ?? null,
    page: data.page,
    teamId: data.teamId,
    teamName: data.teamName ?? null,
    start: data.start?.toISOString() ?? null,
    end: data.end?.toISOString() ?? null,
    order: data.order ?? null,
  };
}

/** People keep their places while somebody turns pages; who is new comes last. A short list has one page and no order to keep. */
function keepOrder(
  answer: AvailabilityAnswer,
  token: string | null,
  turn: Turn,
  { orders, newId }: Pick<ChatTools, 'orders' | 'newId'>,
): { readonly answer: AvailabilityAnswer; readonly order: string | null } {
  if (answer.technicians.length <= SHOWN_WHOLE) return { answer, order: null };
  const remembered = token === null ? undefined : orders.get(`${turn.deskId} ${token}`);
  if (remembered && token !== null) {
    return { answer: { ...answer, technicians: sortAs(remembered, answer.technicians) }, order: token };
  }
  const fresh = newId().replaceAll('-', '').slice(-12);
  orders.set(
    `${turn.deskId} ${fresh}`,
    answer.technicians.map((technician) => technician.technicianId),
  );
  return { answer, order: fresh };
}

function sortAs<T extends { readonly technicianId: TechnicianId }>(
  order: readonly TechnicianId[],
  technicians: readonly T[],
): readonly T[] {
  const places = new Map(order.map((id, place) => [id, place]));
  const placeOf = (each: T): number => places.get(each.technicianId) ?? order.length;
  return technicians.toSorted((a, b) => placeOf(a) - placeOf(b));
}
