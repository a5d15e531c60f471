import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** What a number of this run may be compared with. */
export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly node: string;
  /** Load average of the last minute when the run began; `null` where the system does not say. */
  readonly loadBefore: number | null;
  /** Share of processor time during the run that other machines took, and that nobody wanted. */
  readonly stealPercent: number | null;
  readonly idlePercent: number | null;
}

interface CpuTimes {
  readonly idle: number;
  readonly steal: number;
  readonly total: number;
}

/** Looks at the machine now; the function that it answers says at the end what the run met. */
export function watchMachine(): () => Machine {
  const loadBefore = readLoad();
  const before = readTimes();
  return () => {
    const after = readTimes();
    const share = (field: 'idle' | 'steal'): number | null => {
      if (before === null || after === null || after.total === before.total) return null;
      return (100 * (after[field] - before[field])) / (after.total - before.total);
    };
    return {
      cores: cpus().length,
      model: cpus()[0]?.model ?? 'unknown',
      node: process.version,
      loadBefore,
      stealPercent: share('steal'),
      idlePercent: share('idle'),
    };
  };
}

export function describeMachine(machine: Machine): string {
  const percent = (value: number | null): string => (value === null ? 'unknown' : `${value.toFixed(1)} %`);
  const load = machine.loadBefore === null ? 'unknown' : machine.loadBefore.toFixed(2);
  return [
    `${machine.cores} cores (${machine.model})`,
    `Node ${machine.node}`,
    `load before ${load}`,
    `steal ${percent(machine.stealPercent)}`,
    `idle ${percent(machine.idlePercent)}`,
  ].join(' · ');
}

function readLoad(): number | null {
  if (!existsSync('/proc/loadavg')) return null;
  return Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]);
}

/** `man 5 proc`: user nice system idle iowait irq softirq steal guest guest_nice; guest time is part of user time. */
function readTimes(): CpuTimes | null {
  if (!existsSync('/proc/stat')) return null;
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const times = first.trim().split(/\s+/).slice(1, 9).map(Number);
  const [, , , idle = 0, iowait = 0, , , steal = 0] = times;
  return { idle: idle + iowait, steal, total: times.reduce((sum, time) => sum + time, 0) };
}
