import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { promisify } from 'node:util';

/** Processor time that all threads of a process have had, in milliseconds: what other processes take does not count. Linux only
 *  (`man 5 proc`: schedstat, first number, nanoseconds). Threads that ended are forgotten, so measure differences between pools that stand. */
export function cpuMsOf(pid: number): number {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = tasks.map((task) => {
    const [onCpu = '0'] = readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ');
    return Number(onCpu);
  });
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

/** Resident set in megabytes. Linux only. */
export function rssMbOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error(`process ${pid} has no VmRSS`);
  return Number(kilobytes) / 1024;
}

/** All of the machine, also while this process is pinned. */
const CORES = cpus().length;

/** Keeps a process with all its threads on one core, so that whoever asks and whoever answers do not push each other around.
 *  Does nothing where there is one core or no `taskset`. */
export async function pinToCore(pid: number, core: number): Promise<void> {
  if (CORES < 2) return;
  await taskset(['-a', '-c', '-p', String(core), String(pid)]);
}

export async function unpin(pid: number): Promise<void> {
  if (CORES < 2) return;
  await taskset(['-a', '-c', '-p', `0-${CORES - 1}`, String(pid)]);
}

async function taskset(args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)('taskset', [...args]);
  } catch (error) {
    console.error(`not pinned: ${error instanceof Error ? error.message : String(error)}`);
  }
}
