import type { Roster } from '#core/availability/ports.ts';
import { rulesOf } from '#core/instructions/compile.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import { addMilliseconds, type Interval, MINUTE } from '#kernel/interval.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import { calendarDayAt, startOfDay } from '#kernel/zoned-time.ts';
import { askModel } from './ask-model.ts';
import type { Candidate } from './candidate.ts';
import { decide, type ModelAnswer, NO_MODEL } from './decision.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { DispatchRun, DispatchWish } from './dispatch-service.ts';
import { beginRoster, gather, type Gathered } from './gather.ts';
import { auditOf, newAssignment } from './new-assignment.ts';
import type {
  Assignment,
  DispatchStore,
  Hold,
  ModelTrace,
  Reservation,
  RunSource,
  Standing,
  StoredDecision,
  Ticket,
} from './ports.ts';
import type { DecisionRecord } from './record.ts';
import { withStanding } from './with-standing.ts';
import { CLAIM_SECONDS } from './write-assignment.ts';
import { settingsOf, type Workflow, type WorkflowSettings } from './workflow.ts';

/** One run's terms, all settled. */
export interface RunTerms {
  readonly caller: Caller;
  readonly ticket: Ticket;
  readonly workflow: Workflow;
  /** What this run does: a suggestion never assigns, whatever its workflow does. */
  readonly act: WorkflowSettings['act'];
  /** A ticket that is to be dealt with stays with whoever has it; "who should take it" may be asked of any. */
  readonly stopsAtOwner: boolean;
  readonly slot: Interval;
  readonly source: RunSource;
  /** A past ticket is tried as if it had just come in. */
  readonly isTrial: boolean;
  readonly roster: Promise<Roster>;
  /** When the ticket was read. */
  readonly since: Date;
}

type ReservePlace = Parameters<DispatchStore['reserve']>[0];

export interface Facts extends Omit<Gathered, 'factsAt'> {
  /** `null`: nothing was read. */
  readonly factsAt: Date | null;
  readonly model: ModelAnswer;
  readonly modelTrace: ModelTrace | null;
  readonly hasInstructionInTicket: boolean;
}

export interface Runner {
  /** The ticket read anew, its owner named. Throws `ticket_not_found` and the `psa_…` codes. */
  readTicket(deskId: DeskId, ticket: string): Promise<Ticket>;
  termsOf(caller: Caller, wish: DispatchWish): Promise<RunTerms>;
  /** Everything that may take its time. `refused`: as in `reserve`. */
  readFacts(terms: RunTerms, refused: ReadonlySet<TechnicianId>): Promise<Facts>;
  /** Decides and keeps the decision; writes nothing to the PSA. `refused`: whom the PSA would not give the ticket a moment ago. */
  reserve(terms: RunTerms, facts: Facts, refused: ReadonlySet<TechnicianId>): Promise<DispatchRun>;
  /** Decides and keeps nothing. */
  rehearse(terms: RunTerms, facts: Facts): Promise<StoredDecision>;
}

/** How a run comes to its decision. */
export function createRunner(needs: DispatchNeeds): Runner {
  const { clock, store } = needs;

  async function readTicket(deskId: DeskId, wanted: string, begun?: Promise<Roster>): Promise<Ticket> {
    const ticket = await needs.tickets.findTicket(deskId, wanted, 'interactive');
    if (ticket === null) {
      throw new AppError('ticket_not_found', 'the PSA shows no such ticket', { details: { ticket: wanted } });
    }
    if (ticket.ownerId === null || ticket.ownerName !== null) return ticket;
    const { technicians } = await (begun ?? needs.roster.readRoster(deskId, 'interactive'));
    const owner = technicians.find(({ technicianId }) => technicianId === ticket.ownerId);
    return { ...ticket, ownerName: owner?.name ?? null };
  }

  async function dayStartOf(deskId: DeskId): Promise<Date> {
    const zone = await needs.desks.readZone(deskId);
    return startOfDay(calendarDayAt(clock.now(), zone), zone);
  }

  async function placeOf({ caller, ticket, slot, since }: RunTerms): Promise<ReservePlace> {
    const { deskId } = caller;
    return { deskId, ticketId: ticket.id, slot, since, dayStart: await dayStartOf(deskId) };
  }

  /** How things stand now. A ticket that is tried out is as new: nobody has handed it on. */
  async function readStanding(terms: RunTerms): Promise<Standing> {
    const standing = await store.reserve(await placeOf(terms), (found) => ({
      reservation: NOTHING,
      result: found,
    }));
    return terms.isTrial ? { ...standing, passed: new Set() } : standing;
  }

  function recordOf(terms: RunTerms, facts: Facts, candidates: readonly Candidate[]): DecisionRecord {
    const { ticket, workflow, slot } = terms;
    return decide({
      ticket,
      slot,
      workflow: { ...settingsOf(workflow), act: terms.act },
      rules: rulesOf(workflow.sentences),
      candidates,
      presenceReading: facts.presenceReading,
      shiftsReading: facts.shiftsReading,
      model: facts.model,
      stopsAtOwner: terms.stopsAtOwner,
      ...(facts.factsAt && { factsAt: facts.factsAt }),
      now: clock.now(),
    });
  }

  function keep(terms: RunTerms, facts: Facts, record: DecisionRecord): StoredDecision {
    const { caller, workflow, source } = terms;
    return {
      decisionId: needs.newId(),
      workflowName: workflow.setup.name,
      source,
      by: { kind: caller.kind, id: caller.id, name: caller.name },
      hasInstructionInTicket: facts.hasInstructionInTicket,
      modelTrace: facts.modelTrace,
      record,
    };
  }

  function assignmentOf(terms: RunTerms, { decisionId, by, record }: StoredDecision): Assignment | null {
    if (terms.act !== 'assign' || record.outcome.kind !== 'chosen') return null;
    const { technicianId } = record.outcome;
    const chosen = record.candidates.find(({ input }) => input.facts.technicianId === technicianId);
    return newAssignment(terms, {
      assignmentId: needs.newId(),
      decisionId,
      by,
      technicianId,
      technicianName: chosen?.input.facts.name ?? null,
      ifOwnerIs: terms.ticket.ownerId,
      at: record.decidedAt,
      tries: 1,
    });
  }

  /** A ticket that waits already goes on waiting as it did; one whose waiting a person ended meanwhile does not begin again. */
  function holdOf(terms: RunTerms, { decisionId, record }: StoredDecision, open: Hold | null): Hold | null {
    const { outcome } = record;
    if (terms.source === 'retry' && open === null) return null;
    const because =
      outcome.kind === 'held' && waits(terms) ? outcome.because : rehearsedOf(terms, outcome, open);
    if (because === null) return null;
    const { retryMinutes, escalateMinutes } = terms.workflow.setup;
    const at = record.decidedAt;
    return {
      holdId: open?.holdId ?? needs.newId(),
      ticketId: terms.ticket.id,
      ticketRef: terms.ticket.ref,
      workflowId: terms.workflow.workflowId,
      decisionId,
      because,
      tries: (open?.tries ?? 0) + 1,
      heldAt: open?.heldAt ?? at,
      nextTryAt: addMilliseconds(at, retryMinutes * MINUTE),
      escalateAt: open?.escalateAt ?? addMilliseconds(at, escalateMinutes * MINUTE),
      escalatedAt: open?.escalatedAt ?? null,
      ended: null,
    };
  }

  return {
    readTicket: (deskId, wanted) => readTicket(deskId, wanted),

    async termsOf(caller, wish) {
      const { deskId } = caller;
      const since = clock.now();
      const roster = beginRoster(needs.roster, deskId);
      const ticket = await readTicket(deskId, wish.ticket, roster);
      const workflow = await needs.workflows.forTicket(deskId, wish.workflowId, ticket);
      const start = wish.slot?.start ?? clock.now();
      const workLength = workflow.setup.workMinutes * MINUTE;
      const slot = { start, end: wish.slot?.end ?? addMilliseconds(start, workLength) };
      const stopsAtOwner = wish.intent === 'dispatch';
      const act = actOf(wish, workflow);
      const { source } = wish;
      return { caller, ticket, workflow, act, stopsAtOwner, slot, source, isTrial: false, roster, since };
    },

    async readFacts(terms, refused) {
      const { ticket, workflow, slot, caller, roster } = terms;
      if (isOver(terms)) return NOTHING_READ;
      const rules = rulesOf(workflow.sentences);
      const { setup } = workflow;
      const gathered = await gather(needs, { deskId: caller.deskId, roster, ticket, setup, rules, slot });
      const facts = { ...NOTHING_READ, ...gathered };
      if (needs.model === null || setup.mode !== 'ranked' || setup.modelShiftPoints === 0) return facts;
      // Nobody is shown to a model who cannot get the ticket.
      const candidates = withStanding(gathered.candidates, await readStanding(terms), refused);
      const record = recordOf(terms, facts, candidates);
      const advice = workflow.sentences.flatMap(({ text, outcome }) =>
        outcome.kind === 'advice' ? [text] : [],
      );
      const asked = await askModel({ model: needs.model, record, ticket, advice, seed: needs.newSeed() });
      return {
        ...facts,
        model: asked.answer,
        modelTrace: asked.trace,
        hasInstructionInTicket: asked.hasInstructionInTicket,
      };
    },

    async reserve(terms, facts, refused) {
      const { ticket, slot, workflow } = terms;
      const place = await placeOf(terms);
      const run = await store.reserve<DispatchRun | { readonly repeatOf: Assignment }>(place, (standing) => {
        const { current } = standing;
        if (current !== null && terms.act === 'assign' && isUnderWay(current)) {
          return { reservation: NOTHING, result: { repeatOf: current } };
        }
        const record = recordOf(terms, facts, withStanding(facts.candidates, standing, refused));
        const decision = keep(terms, facts, record);
        const assignment = assignmentOf(terms, decision);
        const hold = holdOf(terms, decision, standing.hold);
        const reservation: Reservation = {
          decision,
          assignment,
          claimSeconds: CLAIM_SECONDS,
          leaseUntil: assignment && workflow.setup.books === 'schedule-entry' ? slot.end : null,
          hold,
          endsHold: endsHold(terms, record),
          audit: assignment ? [auditOf(terms, assignment)] : [],
        };
        return { reservation, result: { decision, ticket, assignment, hold, isRepeat: false } };
      });
      return 'repeatOf' in run ? repeatOf(run.repeatOf, terms, facts) : run;
    },

    async rehearse(terms, facts) {
      const candidates = withStanding(facts.candidates, await readStanding(terms), new Set());
      return keep(terms, facts, recordOf(terms, facts, candidates));
    },
  };

  /** The decision of the run that was faster. One made by hand has none: the ticket simply has an owner then. */
  async function repeatOf(current: Assignment, terms: RunTerms, facts: Facts): Promise<DispatchRun> {
    const { deskId } = terms.caller;
    const decision =
      current.decisionId === null ? null : await store.readDecision(deskId, current.decisionId);
    const ticket: Ticket = {
      ...terms.ticket,
      ownerId: current.technicianId,
      ownerName: current.technicianName,
    };
    const own = (): StoredDecision => keep(terms, facts, recordOf({ ...terms, ticket }, facts, []));
    return {
      decision: decision ?? own(),
      ticket: terms.ticket,
      assignment: current,
      hold: null,
      isRepeat: true,
    };
  }
}

/** Writes nothing. */
export const NOTHING: Reservation = {
  decision: null,
  assignment: null,
  claimSeconds: null,
  leaseUntil: null,
  hold: null,
  endsHold: null,
  audit: [],
};

const NOTHING_READ: Facts = {
  factsAt: null,
  candidates: [],
  userIdOf: () => null,
  presenceReading: 'not-read',
  shiftsReading: 'not-read',
  model: NO_MODEL,
  modelTrace: null,
  hasInstructionInTicket: false,
};

function actOf({ intent, source }: DispatchWish, { setup }: Workflow): WorkflowSettings['act'] {
  if (source === 'shadow') return 'dry-run';
  return intent === 'suggest' && setup.act === 'assign' ? 'suggest' : setup.act;
}

/** Whether the run may end with the ticket being given to somebody. */
export function mayAssign(terms: RunTerms): boolean {
  return terms.act === 'assign' && !isOver(terms);
}

/** A closed ticket needs nobody, and one that has an owner is never taken away by a machine: nothing has to be read for that. */
function isOver({ ticket, stopsAtOwner }: RunTerms): boolean {
  return ticket.status.phase === 'closed' || (stopsAtOwner && ticket.ownerId !== null);
}

function isUnderWay({ state, technicianId }: Assignment): boolean {
  return technicianId !== null && (state === 'pending' || state === 'done');
}

/** A question is answered; only a ticket that is to be dealt with waits. */
function waits({ act, source }: RunTerms): boolean {
  return act === 'assign' || (act === 'suggest' && (source === 'webhook' || source === 'retry'));
}

/** Why a ticket waits on whose workflow was turned to dry run meanwhile: as before, for nobody gets it. `null`: it does not. */
function rehearsedOf(
  { act, source }: RunTerms,
  { kind }: DecisionRecord['outcome'],
  open: Hold | null,
): Hold['because'] | null {
  return act === 'dry-run' && source === 'retry' && kind !== 'not-needed' ? (open?.because ?? null) : null;
}

function endsHold(terms: RunTerms, { outcome }: DecisionRecord): Reservation['endsHold'] {
  if (terms.source === 'shadow') return null;
  if (outcome.kind === 'not-needed') return 'not-needed';
  if (terms.act === 'dry-run') return null;
  if (outcome.kind === 'left-unassigned') return 'not-needed';
  // A suggestion that was found for a waiting ticket stands among the suggestions; an assignment ends the hold once it is written.
  return outcome.kind === 'chosen' && terms.act === 'suggest' && waits(terms) ? 'not-needed' : null;
}
