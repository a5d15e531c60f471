import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';

/** The right to open one database file. The operating system holds the lock on `FILE.lock` and frees it when the process ends, however
 *  it ends: a live holder cannot be robbed and a dead one leaves nothing to clear. `FILE.holder` says in words who holds it. */
export interface FileLock {
  /** Whether the last holder ended without closing the database. */
  readonly wasLeftOpen: boolean;
  /** Notes that the database is open with its write-ahead log in place. */
  markOpen(): void;
  /** Notes that closing begins, after which the log may go away. */
  markClosing(): void;
  release(): void;
}

const Holder = z.object({ pid: z.number(), host: z.string(), startedAs: z.string(), isOpen: z.boolean() });
type Holder = z.infer<typeof Holder>;

const SQLITE_BUSY = 5;
/** A lock that nobody who runs has put a name to is tried for this long: its holder may be about to write the name, and of several who come
 *  in the same moment SQLite may turn all away. */
const NAME_WAIT_MS = 1000;
const PAUSE_MS = 20;

/** Throws `store_down` within 2 seconds, naming the holder, while another process (or this one) has the file. */
export async function lockFile(file: string): Promise<FileLock> {
  const lock = await takeLock(file);
  const last = readHolder(file);
  // Somebody removed the lock file under a live holder, or the disk does not keep locks.
  if (last && last.pid !== process.pid && isRunning(last)) {
    lock.close();
    throw heldBy(file, last);
  }
  const wasLeftOpen = last?.isOpen ?? false;
  let isOpen = wasLeftOpen;
  const note = (startedAs: string): void => writeHolder(file, { ...thisProcess(), startedAs, isOpen });
  const mark = (open: boolean): void => {
    isOpen = open;
    note(startOf(process.pid));
  };
  mark(wasLeftOpen);
  return {
    wasLeftOpen,
    markOpen: () => mark(true),
    markClosing: () => mark(false),
    release() {
      // An open that failed hands on what it found, so that the next start refuses as well; the name no longer counts as a holder's.
      if (isOpen) note('');
      else rmSync(`${file}.holder`, { force: true });
      lock.close();
    },
  };
}

async function takeLock(file: string): Promise<DatabaseSync> {
  const until = performance.now() + NAME_WAIT_MS;
  for (;;) {
    const lock = tryLock(`${file}.lock`);
    if (lock !== null) return lock;
    const holder = readHolder(file);
    if ((holder && isRunning(holder)) || performance.now() >= until) throw heldBy(file, holder);
    // Not in step: who came together would turn each other away for ever.
    await pause(PAUSE_MS * (1 + Math.random()));
  }
}

/** `null` while somebody else has it, or is about to. */
function tryLock(path: string): DatabaseSync | null {
  let lock: DatabaseSync | null = null;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
    // Nothing is ever written to it; without a journal there is no third file.
    lock.exec('pragma locking_mode = exclusive; pragma journal_mode = off; begin exclusive');
    return lock;
  } catch (cause) {
    // A connection in this mode keeps what part of the lock it got.
    lock?.close();
    if (cause instanceof Error && 'errcode' in cause && cause.errcode === SQLITE_BUSY) return null;
    throw new AppError('store_down', `the lock ${path} cannot be taken`, {
      cause,
      remedy: `Check that Rollcall may write to the folder, and that ${path} is a file of Rollcall's.`,
    });
  }
}

function heldBy(file: string, holder: Holder | null): AppError {
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
  return new AppError('store_down', `${file} is in use by ${who}`, {
    details: { file, pid: holder?.pid ?? null },
    remedy: 'Stop that process first, or use PostgreSQL to run several instances.',
  });
}

function readHolder(file: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(`${file}.holder`, 'utf8')));
  } catch {
    return null; // absent, or half a file of another program: the lock itself decides
  }
}

function writeHolder(file: string, holder: Holder): void {
  writeFileSync(`${file}.holder.new`, JSON.stringify(holder));
  renameSync(`${file}.holder.new`, `${file}.holder`);
}

function thisProcess(): Pick<Holder, 'pid' | 'host'> {
  return { pid: process.pid, host: hostname() };
}

/** True only when the very process that wrote `holder` is seen to run: same host, same boot, same start. */
function isRunning(holder: Holder): boolean {
  return holder.startedAs !== '' && holder.host === hostname() && startOf(holder.pid) === holder.startedAs;
}

/** Boot and start time of a process, so that a number used again is not taken for the same process; '' where there is no /proc. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22 of stat(5); the name in field 2 may hold blanks, so count from its closing bracket.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? '' : `${boot}/${ticks}`;
  } catch {
    return '';
  }
}
