import { breathe } from '#kernel/breathe.ts';
import type { Clock } from '#kernel/clock.ts';
import type { AppError } from '#kernel/errors.ts';
import type { Budget, DeskId, UserId } from '#kernel/vocabulary.ts';
import type { Presence, PresenceSource } from './ports.ts';
import { SHARED_FOR_SECONDS } from './shared-read.ts';

export interface BoardReading {
  /** When the oldest presence in this answer was read. */
  readonly readAt: Date;
  /** Of users asked for, and maybe of others; `null` or nobody where Graph gave no answer. */
  readonly presences: ReadonlyMap<UserId, Presence | null>;
  /** Users whose read failed. */
  readonly failed: ReadonlyMap<UserId, AppError>;
}

/** What one flight brought of those it was asked for. */
interface Landed {
  readonly readAt: Date;
  /** Without those for whom Graph gave no answer. */
  readonly presences: ReadonlyMap<UserId, Presence>;
  readonly failed: ReadonlyMap<UserId, AppError>;
}

interface Flight {
  readonly userIds: ReadonlySet<UserId>;
  readonly landing: Promise<Landed>;
}

interface DeskBoard {
  /** The flight that brought somebody last: thousands share one. */
  readonly seen: Map<UserId, Landed>;
  /** Of all in `seen`. Milliseconds since 1970. */
  newestAt: number;
  /** One at a time per budget: a person never waits for a run's patience. */
  readonly flights: Map<Budget, Flight>;
  /** Users that somebody waits for while a flight without them is under way: the next one takes them all. */
  readonly wanted: Map<Budget, Set<UserId>>;
}

/** Presence shared by everyone who asks (AV-7): at most 30 s old, one flight at a time per desk and budget, in memory only. */
export function createPresenceBoard(
  source: PresenceSource,
  clock: Clock,
): { read(deskId: DeskId, userIds: readonly UserId[], budget: Budget): Promise<BoardReading> } {
  const boards = new Map<DeskId, DeskBoard>();

  function boardOf(deskId: DeskId): DeskBoard {
    const known = boards.get(deskId);
    if (known) return known;
    const board = { seen: new Map(), newestAt: -Infinity, flights: new Map(), wanted: new Map() };
    boards.set(deskId, board);
    return board;
  }

  /** What was read at or before it is too old. */
  function tooOldAt(): number {
    return clock.now().getTime() - SHARED_FOR_SECONDS * 1000;
  }

  async function fly(
    deskId: DeskId,
    board: DeskBoard,
    userIds: ReadonlySet<UserId>,
    budget: Budget,
  ): Promise<Landed> {
    const reading = source.readPresence(deskId, [...userIds], budget);
    // While Graph thinks: once what it is asked has left, and before it has answered.
    await breathe();
    dropOld(board, userIds);
    const { readAt, presences, unread } = await reading;
    const failed = new Map(unread.flatMap((part) => part.userIds.map((userId) => [userId, part.error])));
    const landed = { readAt, presences, failed };
    for (const userId of userIds) {
      if (failed.has(userId)) board.seen.delete(userId);
      else board.seen.set(userId, landed);
    }
    board.newestAt = Math.max(board.newestAt, readAt.getTime());
    return landed;
  }

  /** Whoever is being read is overwritten in a moment. */
  function dropOld({ seen }: DeskBoard, beingRead: ReadonlySet<UserId>): void {
    const tooOld = tooOldAt();
    for (const userId of seen.keys()) {
      if (!beingRead.has(userId) && isOlder(seen.get(userId), tooOld)) seen.delete(userId);
    }
  }

  /** Takes what is known of `userIds` over into `answer`; answers who is still missing. */
  function takeSeen(
    { seen, newestAt }: DeskBoard,
    userIds: readonly UserId[],
    answer: Answer,
  ): readonly UserId[] {
    const tooOld = tooOldAt();
    if (newestAt <= tooOld) return userIds;
    return userIds.filter((userId) => {
      const landed = seen.get(userId);
      if (!landed || isOlder(landed, tooOld)) return true;
      take(userId, landed, answer);
      return false;
    });
  }

  /** Whoever flies first flies for all: the others wait, and take what it brought of theirs, its failures included. */
  function nextFlight(deskId: DeskId, board: DeskBoard, missing: readonly UserId[], budget: Budget): Flight {
    const wanted = board.wanted.get(budget) ?? new Set();
    const underWay = board.flights.get(budget);
    for (const userId of missing) if (!underWay?.userIds.has(userId)) wanted.add(userId);
    if (underWay) {
      board.wanted.set(budget, wanted);
      return underWay;
    }
    board.wanted.delete(budget);
    const landing = fly(deskId, board, wanted, budget).finally(() => board.flights.delete(budget));
    const flight = { userIds: wanted, landing };
    board.flights.set(budget, flight);
    return flight;
  }

  return {
    async read(deskId, userIds, budget) {
      const board = boardOf(deskId);
      const answer: Answer = { readAt: null, presences: new Map(), failed: new Map() };
      let missing = takeSeen(board, userIds, answer);
      while (missing.length > 0) {
        const flight = nextFlight(deskId, board, missing, budget);
        const landed = await flight.landing;
        if (missing.length === userIds.length && isWhole(landed, flight, userIds)) return landed;
        // Taken as it came, however long the flight was: asking again would take as long again.
        const left = missing.filter((userId) => {
          if (!flight.userIds.has(userId)) return true;
          take(userId, landed, answer);
          return false;
        });
        missing = takeSeen(board, left, answer);
      }
      return { ...answer, readAt: answer.readAt ?? clock.now() };
    },
  };
}

/** Mostly everybody is asked about, and nobody was seen lately: one flight brings the whole answer. */
function isWhole({ failed }: Landed, flight: Flight, userIds: readonly UserId[]): boolean {
  return failed.size === 0 && userIds.every((userId) => flight.userIds.has(userId));
}

/** A reading that is being put together. */
interface Answer {
  readAt: Date | null;
  readonly presences: Map<UserId, Presence | null>;
  readonly failed: Map<UserId, AppError>;
}

function take(userId: UserId, { readAt, presences, failed }: Landed, answer: Answer): void {
  const error = failed.get(userId);
  if (error) {
    answer.failed.set(userId, error);
    return;
  }
  answer.presences.set(userId, presences.get(userId) ?? null);
  if (answer.readAt === null || readAt < answer.readAt) answer.readAt = readAt;
}

function isOlder(landed: Landed | undefined, tooOld: number): boolean {
  return landed !== undefined && landed.readAt.getTime() <= tooOld;
}
