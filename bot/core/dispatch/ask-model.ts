import { type ModelAnswer, NO_MODEL } from './decision.ts';
import type { ModelLabels } from './model-labels.ts';
import { tellsWhomToChoose } from './model-orders.ts';
import { modelAnswerFrom, modelQuestionFrom } from './model-question.ts';
import type { ModelReply, ModelTrace, RankingModel, Ticket } from './ports.ts';
import type { DecisionRecord } from './record.ts';

export interface ModelAsking {
  /** `null`: none is set up. */
  readonly model: RankingModel | null;
  /** Made for `ticket` by rules alone: only whoever passed every gate there is asked about. */
  readonly record: DecisionRecord;
  readonly ticket: Pick<Ticket, 'title' | 'description'>;
  /** Sentences of the workflow that no rule says. */
  readonly advice: readonly string[];
  /** 0 to 2^32 − 1, new for each question. */
  readonly seed: number;
}

export interface ModelAsked {
  /** For a second `decide`, in which every gate is asked again. `not-asked` where nobody but one could win, or the workflow uses no model. */
  readonly answer: ModelAnswer;
  /** `null`: nothing was sent. */
  readonly trace: ModelTrace | null;
  readonly hasInstructionInTicket: boolean;
}

/** What a model adds to a decision by rules (DIS-5). Never throws; takes as long as the model, 8 seconds at most. */
export async function askModel(asking: ModelAsking): Promise<ModelAsked> {
  const { model, record, ticket } = asking;
  const asked = model && modelQuestionFrom(asking);
  if (!asked) return { answer: NO_MODEL, trace: null, hasInstructionInTicket: false };
  const reply = await model.rank(asked.question);
  const isToldByModel = reply.state === 'used' && reply.hasInstructionInTicket;
  return {
    answer: modelAnswerFrom(reply, asked.labels, record.workflow.modelShiftPoints),
    trace: traceOf(reply, asked.labels),
    // A model that obeys a ticket does not report it, and one that is down reports nothing.
    hasInstructionInTicket: isToldByModel || tellsWhomToChoose(ticket),
  };
}

/** Labels mean nothing after the question: reasons are kept by technician. */
function traceOf(reply: ModelReply, labels: ModelLabels): ModelTrace {
  if (reply.state !== 'used' || !reply.reasons) return reply.trace;
  const given = [...reply.reasons].flatMap(([label, reasons]) => {
    const technicianId = labels.get(label);
    return technicianId === undefined || reasons.length === 0 ? [] : [[technicianId, reasons] as const];
  });
  return given.length === 0 ? reply.trace : { ...reply.trace, reasons: Object.fromEntries(given) };
}
