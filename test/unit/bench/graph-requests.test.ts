import { beforeAll, describe, expect, it } from 'vitest';
import {
  countGraphRequests,
  type RequestCount,
  ROTA_TEAMS,
  TECHNICIANS,
} from '../../../bench/core/graph-requests.ts';

let counts: readonly RequestCount[];

beforeAll(async () => {
  counts = await countGraphRequests();
});

const cases = TECHNICIANS.flatMap((technicians) =>
  ROTA_TEAMS.map((rotaTeams) => ({ technicians, rotaTeams })),
);

describe('AV-8, PERF-1: an answer costs the fewest requests that Graph’s limits allow', () => {
  it.each(cases)(
    '$technicians mapped technicians and $rotaTeams rota teams',
    ({ technicians, rotaTeams }) => {
      const count = counts.find(
        (each) => each.technicians === technicians && each.rotaTeams === rotaTeams && each.questions === 1,
      );
      const presence = Math.ceil(technicians / 650);
      expect(count?.byRoute).toEqual({
        ...(presence > 0 ? { presence } : {}),
        ...(rotaTeams > 0 ? { shifts: rotaTeams, 'times-off': rotaTeams } : {}),
      });
      expect(count?.total).toBe(presence + 2 * rotaTeams);
    },
  );

  it('B6: fifty equal questions at once share one set of calls', () => {
    const count = counts.find((each) => each.questions === 50);
    expect(count).toMatchObject({ technicians: 1_000, rotaTeams: 3, total: 2 + 2 * 3 });
  });
});
