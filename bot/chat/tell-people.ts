import type { DecisionStanding, DispatchEvent } from '#core/dispatch/dispatch-service.ts';
import type { ConversationStore, PersonalConversation } from '#core/inbox/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import { toAppError } from '#kernel/errors.ts';
import type { DeskId, Role, UserId } from '#kernel/vocabulary.ts';
import { ConnectorError } from './adapter/connector-error.ts';
import type { Card, Links, Viewer } from './cards/card.ts';
import { decisionCard } from './cards/decision-card.ts';
import { heldCard } from './cards/held-card.ts';
import { technicianTicketCard } from './cards/technician-ticket-card.ts';
import type { KeptConversations } from './keep-conversation.ts';
import type { ChatTools } from './services.ts';

type Assigned = Extract<DispatchEvent, { event: 'assigned' }>;
type Escalated = Extract<DispatchEvent, { event: 'escalated' }>;

/** What became of telling one person. `no-chat`: they have never written to Rollcall, or took it away. */
export type Told = 'told' | 'nobody' | 'no-chat' | 'failed';

/** Messages that nobody asked for: where one event goes is written in 4.8 of the UX page. Neither throws. */
export interface TellsPeople {
  /** A ticket was given to a technician: C14 into their personal chat. Whoever took it themselves knows. */
  tellAssigned(event: Assigned): Promise<Told>;
  /** A held ticket needs a person: C13 to the desk's leads; when none of them can be reached, to its admins. Answers how many were told. */
  tellEscalated(event: Escalated): Promise<number>;
}

/** More leads than that are no one's turn. */
const MOST_TOLD = 20;

export function createTelling(needs: {
  readonly tools: ChatTools;
  readonly conversations: ConversationStore;
  readonly kept: KeptConversations;
  /** Writes a message into a personal chat. Throws `ConnectorError`. */
  readonly send: (conversation: PersonalConversation, card: Card) => Promise<void>;
}): TellsPeople {
  const { tools, conversations, kept, send } = needs;
  const { clock, logger, services, links } = tools;

  /** `draw` is called once it is known in whose language. */
  async function tell(
    deskId: DeskId,
    userId: UserId,
    draw: (viewer: Viewer) => Promise<Card>,
  ): Promise<Told> {
    const conversation = await conversations.readConversation(deskId, userId);
    if (conversation === null) return 'no-chat';
    const [profile, role] = await Promise.all([
      services.settings.deskProfile(deskId),
      services.roles.roleOf(deskId, userId),
    ]);
    const viewer: Viewer = {
      zone: profile.zone,
      locale: conversation.locale ?? profile.locale,
      userMri: null,
      isPublic: false,
      role,
      now: clock.now(),
    };
    const card = await draw(viewer);
    try {
      await send(conversation, card);
      return 'told';
    } catch (error) {
      if (!(error instanceof ConnectorError) || !error.isGone) throw error;
      await kept.drop(conversation);
      return 'no-chat';
    }
  }

  async function quietly<T>(event: string, failed: T, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      const error = toAppError(cause);
      logger.warn(event, { code: error.code, error });
      return failed;
    }
  }

  /** Who can deal with what waits. Somebody who is both counts as a lead. */
  async function peopleFor(caller: Caller): Promise<Record<'leads' | 'admins', readonly UserId[]>> {
    const grants = await services.roles.list(caller);
    const withRole = (wanted: Role): readonly UserId[] =>
      grants.filter(({ role }) => role === wanted).map(({ userId }) => userId);
    const leads = withRole('lead');
    const admins = new Set([...withRole('admin'), ...services.roles.listInitialAdmins(caller)]);
    return {
      leads: leads.slice(0, MOST_TOLD),
      admins: [...admins].filter((userId) => !leads.includes(userId)).slice(0, MOST_TOLD),
    };
  }

  /** Answers how many were told. */
  async function tellEach(
    deskId: DeskId,
    userIds: readonly UserId[],
    draw: (viewer: Viewer) => Card,
  ): Promise<number> {
    const results = await Promise.all(
      userIds.map((userId) =>
        quietly('chat.escalated-not-told', 'failed' as Told, () =>
          tell(deskId, userId, (viewer) => Promise.resolve(draw(viewer))),
        ),
      ),
    );
    return results.filter((each) => each === 'told').length;
  }

  return {
    async tellAssigned({ deskId, assignment, userId }) {
      const isOwnDoing = assignment.by.kind === 'person' && assignment.by.id === userId;
      if (userId === null || assignment.technicianId === null || isOwnDoing) return 'nobody';
      const { assignmentId } = assignment;
      const told = await quietly('chat.assigned-not-told', 'failed' as Told, () =>
        tell(deskId, userId, async (viewer) => {
          const { ticket } = await services.dispatch.readAssignment(asRollcall(deskId), assignmentId);
          return technicianTicketCard({ assignment, ticket, viewer });
        }),
      );
      logger.info('chat.assigned', { deskId, assignmentId, told });
      return told;
    },

    async tellEscalated({ deskId, hold }) {
      const caller = asRollcall(deskId);
      const { holdId, decisionId } = hold;
      return quietly('chat.escalated-not-told', 0, async () => {
        const { leads, admins } = await peopleFor(caller);
        const standing = await services.dispatch.standingOf(caller, decisionId);
        const draw = (viewer: Viewer): Card => escalationCard({ ...standing, hold }, { viewer, links });
        const toLeads = await tellEach(deskId, leads, draw);
        const count = toLeads > 0 ? toLeads : await tellEach(deskId, admins, draw);
        logger.info('chat.escalated', { deskId, holdId, told: count });
        if (count === 0) {
          const asked = { leads: leads.length, admins: admins.length };
          logger.warn('chat.escalated-to-nobody', { deskId, holdId, ...asked });
        }
        return count;
      });
    },
  };
}

function escalationCard(
  standing: DecisionStanding,
  { viewer, links }: { readonly viewer: Viewer; readonly links: Links },
): Card {
  const view = { ...standing, isRepeat: false };
  const scene = { viewer, links, hasButtons: true };
  const { outcome } = standing.decision.record;
  const isUnplaced = outcome.kind === 'held' || outcome.kind === 'left-unassigned';
  return isUnplaced ? heldCard(view, outcome, scene, true) : decisionCard(view, scene);
}

function asRollcall(deskId: DeskId): Caller {
  return { kind: 'system', deskId, id: 'chat', name: 'Rollcall' };
}
