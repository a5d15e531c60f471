import { systemClock } from '#kernel/clock.ts';
import { adminHere } from '../../test/sandbox/admin-calls.ts';
import { type LargeDeskOptions, makeLargeDesk } from '../../test/sandbox/desk/large-desk.ts';
import { seedDesk } from '../../test/sandbox/seed.ts';
import { appEnv, type SimulatorName, startWorld, type World } from '../../test/sandbox/world.ts';
import { serveParent } from '../child.ts';

/** The simulated outside world in a process of its own, so that what Microsoft and the PSA compute is not counted as ours. */

export type OutsideQuestion =
  | {
      readonly ask: 'start';
      readonly size: Omit<LargeDeskOptions, 'now'>;
      readonly databaseUrl: string;
    }
  | { readonly ask: 'latency'; readonly milliseconds: Latencies }
  | { readonly ask: 'forget' }
  | { readonly ask: 'requests'; readonly simulator: SimulatorName };

/** By simulator and route; `*` for its other routes. */
export type Latencies = Partial<Record<SimulatorName, Readonly<Record<string, number>>>>;

let world: World | null = null;

serveParent(async (question: OutsideQuestion) => {
  if (question.ask === 'start') return start(question);
  if (world === null) throw new Error('ask for the start first');
  if (question.ask === 'requests') return countByRoute(world, question.simulator);
  if (question.ask === 'latency') return setLatency(world, question.milliseconds);
  // The log of requests is emptied by its control door; anything else of the state stays.
  const doors = Object.values(world.origins).map((origin) => `${origin}/_sandbox/requests`);
  await Promise.all(doors.map((door) => fetch(door, { method: 'DELETE' })));
  return null;
});

async function start({
  size,
  databaseUrl,
}: Extract<OutsideQuestion, { ask: 'start' }>): Promise<{ env: Record<string, string>; deskId: string }> {
  const desk = makeLargeDesk({ ...size, now: systemClock.now() });
  world = await startWorld({ desk, throttling: false });
  const env = appEnv(world, { databaseUrl });
  await seedDesk(world, adminHere({ env, deskId: desk.tenantId, clock: systemClock }));
  return { env, deskId: desk.tenantId };
}

function setLatency({ simulators }: World, latencies: Latencies): null {
  for (const [name, routes] of Object.entries(latencies)) {
    const { latency } = simulators[name as SimulatorName]; // its own key
    latency.clear();
    for (const [route, milliseconds] of Object.entries(routes)) latency.set(route, milliseconds);
  }
  return null;
}

function countByRoute({ simulators }: World, name: SimulatorName): Record<string, number> {
  const routes = simulators[name].requests.map((request) => request.route ?? 'unknown');
  const groups = Map.groupBy(routes, (route) => route).entries();
  return Object.fromEntries(groups.map(([route, all]) => [route, all.length]));
}
