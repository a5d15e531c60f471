import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { TechnicianAvailability } from './availability-at.ts';
import type { AvailabilityAnswer, AvailabilityService } from './availability-service.ts';
import {
  type ConsideredCheck,
  checkConsidered,
  checkShiftsMatter,
  type RotaState,
  type ShiftsCheck,
} from './why-not-considered.ts';

export interface Explanation {
  readonly answer: AvailabilityAnswer;
  readonly technician: TechnicianAvailability;
  /** "Why is X not considered?" */
  readonly considered: readonly ConsideredCheck[];
  /** "Why do shifts not matter?" */
  readonly shiftsMatter: readonly ShiftsCheck[];
}

export interface ExplainService {
  /** Why a technician counts as they do for `at`, `null` for now (AV-10). Throws `technician_not_found` and what `ask` throws. */
  explain(caller: Caller, technicianId: TechnicianId, at: Date | null): Promise<Explanation>;
}

export function createExplainService(needs: {
  readonly availability: Pick<AvailabilityService, 'ask'>;
}): ExplainService {
  return {
    async explain(caller, technicianId, at) {
      const slot = at === null ? null : { start: at, end: null };
      const answer = await needs.availability.ask(caller, { slot, technicianIds: [technicianId] });
      const [technician] = answer.technicians;
      if (!technician) throw new AppError('technician_not_found', 'no such active technician');
      return {
        answer,
        technician,
        considered: checkConsidered(technician),
        shiftsMatter: checkShiftsMatter(technician, rotaStateOf(answer)),
      };
    },
  };
}

function rotaStateOf({ sources }: AvailabilityAnswer): RotaState {
  const shifts = sources.filter(({ source }) => source === 'shifts');
  if (shifts.some(({ used }) => used)) return 'read';
  if (shifts.some(({ reason }) => reason === 'no-rota-chosen')) return 'no-rota-chosen';
  return shifts.every(({ error }) => error?.code === 'no_schedule') ? 'no-schedule' : 'unreadable';
}
