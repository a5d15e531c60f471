import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Takes a directory for this process: `path` names the holder. Answers the function that gives it back. Throws when a living process
 *  holds it; what a killed one left behind is taken over. */
export function lockDirectory(path: string): () => void {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(path);
    if (holder !== null && isAlive(holder)) {
      throw new Error(
        `another sandbox is running or starting (process ${holder}); stop it first, or remove ${path}`,
      );
    }
    rmSync(path, { force: true });
  }
  throw new Error(`another sandbox is starting at this moment (${path})`);
}

function readHolder(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null; // given back meanwhile
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
