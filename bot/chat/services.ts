import type { ConsentService } from '#core/access/consent-service.ts';
import type { RolesService } from '#core/access/roles-service.ts';
import type { AvailabilityService } from '#core/availability/availability-service.ts';
import type { CoverageService } from '#core/availability/coverage-service.ts';
import type { ExplainService } from '#core/availability/explain-service.ts';
import type { OverrideService } from '#core/availability/override-service.ts';
import type { DispatchService } from '#core/dispatch/dispatch-service.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { Team } from '#core/mapping/ports.ts';
import type { HealthService } from '#core/settings/health-service.ts';
import type { SettingsService } from '#core/settings/settings-service.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { BoundedMemory } from './bounded-memory.ts';
import type { Card, Links } from './cards/card.ts';
import type { LastQuestion } from './last-question.ts';
import type { LastTicket } from './last-ticket.ts';

/** What the chat asks of the core, and nothing more. */
export interface ChatServices {
  readonly availability: Pick<AvailabilityService, 'ask'>;
  readonly coverage: Pick<CoverageService, 'readCoverage'>;
  readonly explain: Pick<ExplainService, 'explain'>;
  readonly overrides: Pick<OverrideService, 'readOwn' | 'set' | 'end'>;
  readonly mapping: Pick<
    MappingService,
    | 'listTechnicians'
    | 'listTeams'
    | 'listRuns'
    | 'readReview'
    | 'startPreview'
    | 'applyPreview'
    | 'cancelPreview'
    | 'undoRun'
    | 'mapByHand'
  >;
  readonly dispatch: Pick<
    DispatchService,
    | 'dispatch'
    | 'assign'
    | 'undo'
    | 'respond'
    | 'readDecision'
    | 'newestDecision'
    | 'standingOf'
    | 'readAssignment'
    | 'whyNot'
    | 'findByLink'
    | 'listHolds'
    | 'retryHold'
    | 'stopHold'
  >;
  readonly consent: Pick<ConsentService, 'start' | 'read' | 'retry'>;
  readonly roles: Pick<RolesService, 'roleOf' | 'namesWith' | 'list' | 'listInitialAdmins'>;
  readonly settings: Pick<SettingsService, 'deskProfile' | 'knownTeams'>;
  readonly health: HealthService;
}

/** How patient the chat is, in milliseconds. */
export interface ChatTimings {
  /** Without an answer by then, Teams shows that we are typing (checklist 42: within 2 s). */
  readonly typing: number;
  /** A run that takes longer gets a card that says so, and is edited later. */
  readonly running: number;
  /** How often a running card is edited with how far it is. */
  readonly progress: number;
  /** A message's request is let go then, while its turn goes on; Teams waits 15 s. */
  readonly message: number;
  /** A button press must be answered by then; Teams gives up after 10 to 15 s. */
  readonly press: number;
  /** One call to Teams, retries included. */
  readonly connector: number;
  /** How long a body may take to arrive (row S18). */
  readonly body: number;
  /** How long `close` waits for turns and edits under way. */
  readonly drain: number;
}

export const TIMINGS: ChatTimings = {
  typing: 1500,
  running: 2000,
  progress: 5000,
  message: 12_000,
  press: 9500,
  connector: 10_000,
  body: 15_000,
  drain: 8000,
};

/** What every command gets beside the turn. */
export interface ChatTools {
  readonly services: ChatServices;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly links: Links;
  readonly timings: ChatTimings;
  /** Orders of ids that the pages of one list share, by token. */
  readonly orders: BoundedMemory<readonly TechnicianId[]>;
  /** All teams of a desk, for names that are not among its own. */
  readonly teams: BoundedMemory<readonly Team[]>;
  /** What a person asked last, by conversation and person. */
  readonly questions: BoundedMemory<LastQuestion>;
  /** The ticket that a person spoke of last, in the same way. */
  readonly tickets: BoundedMemory<LastTicket>;
  /** Late answers that only the one who pressed may see, until Teams fetches them. */
  readonly ownAnswers: BoundedMemory<Card>;
}
