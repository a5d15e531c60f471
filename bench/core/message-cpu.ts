import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Program, startProgram } from '../../test/sandbox/program.ts';
import { appEnv, startWorld, type World } from '../../test/sandbox/world.ts';
import { type Child, startChild } from '../child.ts';
import type { Measurement, Row } from '../measurement.ts';
import { npmStartEnv } from '../npm-start.ts';
import { cpuMsOf, pinToCore, unpin } from '../process-cost.ts';
import { median, pairedRatio } from '../statistics.ts';
import { startTeamsTraffic, type TeamsTraffic } from './teams-traffic.ts';

const SLICE = 250;
/** PERF-2, B1 and B2. */
const TARGET = { cpuRatio: 1.15, latencyRatio: 1.1, tokenMs: 0.12 };
const ANSWERERS_CORE = 0;
const TEAMS_CORE = 1;

/** `help` through the real program in a process of its own, beside a bare botbuilder echo in another: same machine, same run, slices in
 *  turn, one message after the other. */
export const messageCpu: Measurement = {
  name: 'message-cpu',
  async run({ isQuick }) {
    const plan = isQuick ? { warmUp: 300, slices: 3 } : { warmUp: 2_500, slices: 14 };
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
    const traffic = await startTeamsTraffic();
    const world = await startWorld({ throttling: false });
    const peer = startChild(join(import.meta.dirname, 'echo-peer.ts'));
    let program: Program | null = null;
    try {
      program = await startProgram(orderOf(world, traffic, folder));
      for (const pid of [program.pid, peer.pid]) await pinToCore(pid, ANSWERERS_CORE);
      await pinToCore(process.pid, TEAMS_CORE);
      return await compare(await targetsOf(program, peer, world, traffic), traffic, plan);
    } finally {
      await unpin(process.pid);
      await Promise.all([program?.stop(), peer.stop(), world.close(), traffic.close()]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function orderOf(world: World, traffic: TeamsTraffic, folder: string): Parameters<typeof startProgram>[0] {
  const env = appEnv(world, { databaseUrl: `sqlite:${join(folder, 'rollcall.db')}` });
  return {
    origin: world.app.origin,
    env: {
      ...npmStartEnv(),
      ...env,
      ROLLCALL_PLAYGROUND: '1',
      DESKS: traffic.deskIds.join(','),
      BOT_SERVICE_URLS: traffic.origin,
      BOT_OPENID_METADATA_URL: `${traffic.origin}/v1/.well-known/openidconfiguration`,
    },
    onOutput: () => undefined,
  };
}

interface Target {
  readonly url: string;
  readonly pid: number;
  readonly token: string | null;
  /** In every answer of this bot. */
  readonly mark: string;
}

interface Targets {
  readonly open: Target;
  readonly signed: Target;
  readonly echo: Target;
}

async function targetsOf(
  { pid }: Program,
  peer: Child,
  { app }: World,
  { channelToken }: TeamsTraffic,
): Promise<Targets> {
  const peerPort = Number(await peer.ask({}));
  const mark = 'AdaptiveCard';
  return {
    open: { url: `${app.origin}/api/playground/messages`, pid, token: null, mark },
    signed: { url: `${app.origin}/api/messages`, pid, token: channelToken, mark },
    echo: {
      url: `http://127.0.0.1:${peerPort}/api/messages`,
      pid: peer.pid,
      token: null,
      mark: 'Echo: help',
    },
  };
}

interface Slice {
  readonly cpuMs: number;
  readonly p50Ms: number;
}

/** Each slice of ours lies beside the other that it is compared with; every other time from the back, so that nobody is always first. */
const ORDER: readonly (keyof Targets)[] = ['echo', 'open', 'signed'];

type Slices = Readonly<Record<keyof Targets, readonly Slice[]>>;

async function compare(
  targets: Targets,
  traffic: TeamsTraffic,
  plan: { readonly warmUp: number; readonly slices: number },
): Promise<readonly Row[]> {
  for (const target of Object.values(targets)) await runSlice(target, traffic, plan.warmUp);
  const slices: Record<keyof Targets, Slice[]> = { open: [], signed: [], echo: [] };
  for (let index = 0; index < plan.slices; index += 1) {
    for (const name of index % 2 === 0 ? ORDER : ORDER.toReversed())
      slices[name].push(await runSlice(targets[name], traffic, SLICE));
  }
  return toRows(slices);
}

/** Sends `count` messages one after the other over a new connection, and checks that each was answered once. */
async function runSlice(target: Target, traffic: TeamsTraffic, count: number): Promise<Slice> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answered = traffic.answers().count;
  const times: number[] = [];
  const before = cpuMsOf(target.pid);
  try {
    for (let index = 0; index < count; index += 1) {
      const body = traffic.nextMessage('help');
      const started = performance.now();
      const status = await post(target, body, agent);
      times.push(performance.now() - started);
      if (status !== 200) throw new Error(`${target.url} answered ${status}`);
    }
  } finally {
    agent.destroy();
  }
  await wait(20); // what a turn leaves behind is its cost too
  const cpuMs = (cpuMsOf(target.pid) - before) / count;
  const answers = traffic.answers();
  if (answers.count - answered !== count || !answers.last.includes(target.mark)) {
    throw new Error(`${target.url}: ${answers.count - answered} answers to ${count} messages`);
  }
  return { cpuMs, p50Ms: median(times) };
}

function post({ url, token }: Target, body: Buffer, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    const sending = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    sending.once('error', reject);
    sending.end(body);
  });
}

function toRows({ open, signed, echo }: Slices): readonly Row[] {
  const cpuOf = (slices: readonly Slice[]): readonly number[] => slices.map((slice) => slice.cpuMs);
  const timeOf = (slices: readonly Slice[]): readonly number[] => slices.map((slice) => slice.p50Ms);
  const cpu = pairedRatio(cpuOf(open), cpuOf(echo));
  const latency = pairedRatio(timeOf(open), timeOf(echo));
  const token = median(signed.map((slice, index) => slice.cpuMs - (open[index]?.cpuMs ?? Number.NaN)));
  const milliseconds = (values: readonly number[]): string => median(values).toFixed(2);
  const slices = `${open.length} × ${SLICE} messages`;
  return [
    {
      id: 'B1',
      what: `CPU of "help" ÷ bare botbuilder echo, no tokens, ${slices}`,
      value: `${span(cpu)}, ${milliseconds(cpuOf(open))} and ${milliseconds(cpuOf(echo))} ms`,
      target: `≤ ${TARGET.cpuRatio}`,
      isMet: cpu.median <= TARGET.cpuRatio,
      kind: 'time',
      details: { open, echo },
    },
    {
      id: 'B1',
      what: 'time of "help" ÷ bare botbuilder echo, one after the other, p50',
      value: `${span(latency)}, ${milliseconds(timeOf(open))} and ${milliseconds(timeOf(echo))} ms`,
      target: `≤ ${TARGET.latencyRatio}`,
      isMet: latency.median <= TARGET.latencyRatio,
      kind: 'time',
    },
    {
      id: 'B2',
      what: 'CPU that a token adds to a message',
      value: `${token.toFixed(3)} ms`,
      target: `≤ ${TARGET.tokenMs} ms`,
      isMet: token <= TARGET.tokenMs,
      kind: 'time',
      details: { signed },
    },
  ];
}

function span({ median, min, max }: ReturnType<typeof pairedRatio>): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
}
