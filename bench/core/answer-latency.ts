import { createBoundedMemory } from '#chat/bounded-memory.ts';
import { showAvailability } from '#chat/commands/show-availability.ts';
import { type ChatTools, TIMINGS } from '#chat/services.ts';
import type { Turn } from '#chat/turn.ts';
import type { Caller } from '#kernel/caller.ts';
import { type Clock, systemClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { openServices, type Services } from '../../bot/compose.ts';
import { readEnv } from '../../bot/env.ts';
import { guidOf } from '../../test/sandbox/desk/ids.ts';
import type { Measurement, Row } from '../measurement.ts';
import { median, percentile } from '../statistics.ts';
import { type Outside, withOutside } from './outside.ts';

const USUAL_MS = 100;
const SLOWEST_MS = 300;
/** Past the 30 s for which answers are shared: the next question is a cold one. */
const LATER_MS = 31_000;
const WARM_UP = 5;

interface Case {
  readonly technicians: number;
  readonly rotaTeams: number;
  /** PERF-1: what may come on top of the slowest upstream answer. */
  readonly allowanceMs: number;
}

const CASES: readonly Case[] = [
  { technicians: 1_000, rotaTeams: 3, allowanceMs: 20 },
  { technicians: 5_000, rotaTeams: 10, allowanceMs: 80 },
];

/** "Who's available" from the command to the bytes of its card, on the real services over SQLite, in front of a slow Graph. Presence and
 *  Shifts are the slow one in turn: each leaves other work for after its answer. */
export const answerLatency: Measurement = {
  name: 'answer-latency',
  async run({ isQuick }) {
    const rows: Row[] = [];
    for (const each of CASES) {
      const { technicians, rotaTeams } = each;
      const membersPerTeam = Math.ceil(technicians / rotaTeams);
      const size = { technicians, teams: rotaTeams, membersPerTeam, rotaTeams };
      rows.push(...(await withOutside(size, (outside) => measureCase(each, outside, isQuick ? 5 : 32))));
    }
    return rows;
  },
};

async function measureCase(of: Case, outside: Outside, questions: number): Promise<readonly Row[]> {
  const clock = createShiftedClock();
  const env = readEnv(outside.env);
  const services = await openServices({ env, clock, logger: silentLogger });
  try {
    await mapEverybody(services, outside.deskId, of.technicians);
    const tools = createTools(services, clock);
    const rows: Row[] = [];
    for (const slow of ['presence', 'shifts'] as const) {
      await outside.setLatency({ graph: { '*': USUAL_MS, [slow]: SLOWEST_MS }, halopsa: { '*': USUAL_MS } });
      for (let index = 0; index < WARM_UP; index += 1) await askOnce(of, outside.deskId, tools, clock);
      const askGraph = await createBareCall(services, {
        deskId: outside.deskId,
        baseUrl: env.graphBaseUrl,
        slow,
      });
      await outside.forgetRequests();
      const samples: Sample[] = [];
      for (let index = 0; index < questions; index += 1) {
        const upstreamMs = await askGraph();
        samples.push({ upstreamMs, ...(await askOnce(of, outside.deskId, tools, clock)) });
      }
      const requests = await outside.requestsByRoute('graph');
      rows.push(latencyRow(of, slow, samples), requestsRow(of, requests, questions));
    }
    return rows;
  } finally {
    await services.store.close();
  }
}

interface Sample {
  /** What the slowest call takes by itself at this moment: a busy machine is late with its answers too. */
  readonly upstreamMs: number;
  readonly answerMs: number;
  /** Processor time of the answer, all threads. */
  readonly cpuMs: number;
}

function latencyRow(of: Case, slow: string, samples: readonly Sample[]): Row {
  const upstream = Math.max(SLOWEST_MS, median(samples.map((sample) => sample.upstreamMs)));
  const target = 1.05 * upstream + of.allowanceMs;
  const answers = samples.map((sample) => sample.answerMs);
  const p50 = median(answers);
  const cpu = median(samples.map((sample) => sample.cpuMs));
  return {
    id: of.technicians === 1_000 ? 'B7' : 'B8',
    what: `answer for ${of.technicians} technicians, ${of.rotaTeams} rota teams, ${slow} ${SLOWEST_MS} ms, rest ${USUAL_MS} ms`,
    value: `p50 ${p50.toFixed(0)} ms, p99 ${percentile(answers, 0.99).toFixed(0)}, CPU ${cpu.toFixed(0)}`,
    target: `p50 ≤ ${target.toFixed(0)} ms (upstream ${upstream.toFixed(0)})`,
    isMet: p50 <= target,
    kind: 'time',
    details: { samples },
  };
}

/** The slow call alone, without anything of ours around it. */
async function createBareCall(
  { consent }: Services,
  of: { readonly deskId: string; readonly baseUrl: string; readonly slow: 'presence' | 'shifts' },
): Promise<() => Promise<number>> {
  const token = await consent.graphToken(of.deskId, { fresh: false });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const url = `${of.baseUrl}/v1.0${BARE[of.slow].path}`;
  return async () => {
    const started = performance.now();
    const response = await fetch(url, { ...BARE[of.slow].request, headers });
    await response.arrayBuffer();
    const took = performance.now() - started;
    if (response.status !== 200) throw new Error(`the bare call was answered ${response.status}`);
    return took;
  };
}

const FIRST_TEAM = guidOf('team:Team 0001');
const BARE = {
  presence: {
    path: '/communications/getPresencesByUserId',
    request: { method: 'POST', body: JSON.stringify({ ids: [guidOf('large-user:000001')] }) },
  },
  shifts: { path: `/teams/${FIRST_TEAM}/schedule/shifts`, request: { method: 'GET' } },
};

/** The same count as over the adapter alone, now over everything that the program composes. */
function requestsRow(of: Case, byRoute: Readonly<Record<string, number>>, questions: number): Row {
  const total = Object.values(byRoute).reduce((sum, count) => sum + count, 0);
  // One bare call stands beside each question.
  const least = questions * (Math.ceil(of.technicians / 650) + 2 * of.rotaTeams + 1);
  return {
    id: 'B5',
    what: `Graph requests of ${questions} answers by the whole program, one bare call each beside them`,
    value: String(total),
    target: `= ${least}`,
    isMet: total === least,
    kind: 'count',
    details: byRoute,
  };
}

async function askOnce(
  of: Case,
  deskId: string,
  tools: ChatTools,
  clock: ShiftedClock,
): Promise<Omit<Sample, 'upstreamMs'>> {
  clock.advance(LATER_MS);
  const cpu = process.cpuUsage();
  const started = performance.now();
  const turn = aTurn(deskId, clock.now());
  const { card } = await showAvailability(turn, NOTHING_SPECIAL, { tools, echo: [] });
  const bytes = Buffer.byteLength(JSON.stringify(card));
  const answerMs = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const counted = card.speak.replaceAll(',', '').match(/\d+ (?=working|on a break|off shift|no signal)/g);
  const people = (counted ?? []).reduce((sum, count) => sum + Number(count), 0);
  if (people !== of.technicians || bytes === 0) throw new Error(`an answer lacks people: ${card.speak}`);
  return { answerMs, cpuMs: (user + system) / 1000 };
}

const NOTHING_SPECIAL = { page: 0, teamId: null, start: null, end: null };

interface ShiftedClock extends Clock {
  advance(milliseconds: number): void;
}

function createShiftedClock(): ShiftedClock {
  let ahead = 0;
  return {
    now: () => new Date(systemClock.now().getTime() + ahead),
    advance(milliseconds) {
      ahead += milliseconds;
    },
  };
}

/** Everybody gets a user by the real auto-map. Throws when somebody does not. */
async function mapEverybody({ mapping }: Services, deskId: string, technicians: number): Promise<void> {
  const caller: Caller = { kind: 'system', deskId, id: 'bench', name: 'Bench' };
  const { runId, review } = await mapping.startPreview(caller, { teamIds: [] });
  await review;
  await mapping.applyPreview(caller, runId, { clear: true, confirmMassClear: true });
  const all = await mapping.listTechnicians(caller);
  const mapped = all.filter((each) => each.mapping?.userId).length;
  if (mapped !== technicians) throw new Error(`${mapped} of ${technicians} technicians are mapped`);
}

function createTools(services: Services, clock: Clock): ChatTools {
  return {
    services,
    clock,
    logger: silentLogger,
    newId,
    links: { tab: () => null },
    timings: TIMINGS,
    orders: createBoundedMemory({ clock, limit: 500, seconds: 120 }),
    teams: createBoundedMemory({ clock, limit: 100, seconds: 300 }),
    questions: createBoundedMemory({ clock, limit: 100, seconds: 600 }),
    tickets: createBoundedMemory({ clock, limit: 100, seconds: 600 }),
    ownAnswers: createBoundedMemory({ clock, limit: 100, seconds: 120 }),
  };
}

function aTurn(deskId: string, now: Date): Turn {
  const person = { userId: '11111111-0000-4000-8000-000000000001', mri: '29:bench', name: 'Priya Nair' };
  return {
    deskId,
    person,
    caller: { kind: 'person', deskId, id: person.userId, name: person.name, role: 'member' },
    text: "who's available",
    mentions: [],
    press: null,
    conversation: { id: 'a:bench', type: 'personal' },
    zone: 'Europe/London',
    locale: 'en-GB',
    profile: {
      zone: 'Europe/London',
      locale: 'en-GB',
      workingHours: { startMinutes: 420, endMinutes: 1140 },
    },
    now,
  };
}
