import type { PsaCheck, PsaStep } from '#core/settings/ports.ts';
import { toAppError } from '#kernel/errors.ts';
import { z } from 'zod';

/** One step of a check. `attempt` throws when the step fails, and answers the fault when it ends with nothing to work on. */
export interface Trial {
  readonly id: PsaStep['id'];
  /** In the words of the PSA. */
  readonly step: string;
  readonly attempt: () => Promise<Fault | undefined | void>;
}

export type Fault = Pick<PsaStep, 'problem' | 'remedy' | 'code'>;

/** One line per step. Without a sign-in (the first step) nothing else is tried; a missing right does not hide the next one. Throws what is
 *  not the PSA's doing. */
export async function tryInOrder(trials: readonly Trial[]): Promise<Pick<PsaCheck, 'ok' | 'steps'>> {
  const steps: PsaStep[] = [];
  for (const trial of trials) {
    steps.push(await tryStep(trial));
    if (steps.length === 1 && !steps[0]?.ok) break;
  }
  return { ok: steps.every((step) => step.ok), steps };
}

async function tryStep({ id, step: words, attempt }: Trial): Promise<PsaStep> {
  const step = { id, step: words, missing: [], field: null };
  try {
    const found = await attempt();
    if (found) return { ...step, ok: false, ...found };
    return { ...step, ok: true, problem: null, remedy: null, code: null };
  } catch (cause) {
    const { code, message, remedy, details } = toAppError(cause);
    if (!code.startsWith('psa_')) throw cause;
    const { missing, field } = faultSchema.parse(details);
    return { ...step, ok: false, problem: message, remedy, code, missing, field };
  }
}

/** `details` of the errors that the adapters throw. */
const faultSchema = z.object({
  missing: z.array(z.string()).default([]),
  field: z.string().nullable().default(null),
});
