import {
  createTechnicianIndex,
  type TechnicianPlace,
  type TechnicianView,
} from '#core/mapping/technician-index.ts';
import type { Caller } from '#kernel/caller.ts';
import { systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { openServices } from '../../bot/compose.ts';
import { readEnv } from '../../bot/env.ts';
import { type Outside, withOutside } from '../core/outside.ts';
import type { Measurement, Row } from '../measurement.ts';
import { median } from '../statistics.ts';

const TECHNICIANS = 5_000;
const PAGE = 100;
const SIZE = { technicians: TECHNICIANS, teams: 1, membersPerTeam: 10, rotaTeams: 0 };
const BY_NAME: TechnicianView = { search: '', badge: null, sort: 'name', order: 'asc' };
/** Past the first, whatever its number, a page may take half as long again: timers and neighbours are not the list's. */
const RATIO = 1.5;

/** The list behind the technicians' table, on the real services over SQLite: its last page costs what its first does. */
export const technicianPages: Measurement = {
  name: 'technician-pages',
  run: ({ isQuick }) => withOutside(SIZE, (outside) => measure(outside, isQuick ? 20 : 200)),
};

async function measure(outside: Outside, rounds: number): Promise<readonly Row[]> {
  const services = await openServices({
    env: readEnv(outside.env),
    clock: systemClock,
    logger: silentLogger,
  });
  const caller: Caller = { kind: 'system', deskId: outside.deskId, id: 'bench', name: 'Bench' };
  try {
    const places = await turnAllPages(async (after) =>
      services.mapping.pageTechnicians(caller, BY_NAME, { after, skip: 0, limit: PAGE }),
    );
    const lastPlace = places.at(-1) ?? null;
    const read = async (after: TechnicianPlace | null): Promise<number> => {
      const started = performance.now();
      await services.mapping.pageTechnicians(caller, BY_NAME, { after, skip: 0, limit: PAGE });
      return performance.now() - started;
    };
    const first: number[] = [];
    const last: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      first.push(await read(null));
      last.push(await read(lastPlace));
    }
    const [firstMs, lastMs] = [median(first), median(last)];
    const ratio = lastMs / firstMs;
    return [
      {
        id: 'TAB-2',
        what: `page ${places.length + 1} of ${TECHNICIANS} technicians against page 1`,
        value: `${ratio.toFixed(2)} x (${lastMs.toFixed(2)} ms)`,
        target: `<= ${RATIO} x`,
        isMet: ratio <= RATIO,
        kind: 'time',
        details: { firstMs, lastMs },
      },
      await orderRow(services, caller),
    ];
  } finally {
    await services.store.close();
  }
}

/** Where each page but the first begins. */
async function turnAllPages(
  read: (after: TechnicianPlace | null) => Promise<{ readonly end: TechnicianPlace | null }>,
): Promise<readonly TechnicianPlace[]> {
  const places: TechnicianPlace[] = [];
  let after: TechnicianPlace | null = null;
  do {
    ({ end: after } = await read(after));
    if (after !== null) places.push(after);
  } while (after !== null);
  return places;
}

const STALL_MS = 50;

/** What the first who asks after a change pays: everybody put in order anew, and no stall of the event loop that others would feel. */
async function orderRow(services: Awaited<ReturnType<typeof openServices>>, caller: Caller): Promise<Row> {
  const everybody = await services.mapping.listTechnicians(caller);
  const technicians = everybody.map(({ technician }) => technician);
  const samples = Array.from({ length: 7 }, () => {
    const started = performance.now();
    createTechnicianIndex(technicians, []).page(
      { ...BY_NAME, sort: 'email', search: 'person 0' },
      { after: null, skip: 0, limit: PAGE },
    );
    return performance.now() - started;
  });
  const milliseconds = median(samples);
  return {
    id: 'TAB-2',
    what: `${TECHNICIANS} technicians put in order and searched, after a change`,
    value: `${milliseconds.toFixed(1)} ms`,
    target: `<= ${STALL_MS} ms`,
    isMet: milliseconds <= STALL_MS,
    kind: 'time',
    details: { samples },
  };
}
