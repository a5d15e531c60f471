import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** Programs are started by the dozen: what Node has compiled once it finds again here. */
const COMPILED = join(ROOT, 'node_modules', '.cache', 'rollcall-tests');

export interface AdminResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command line in a process of its own. `argv` as an operator types it, without quotes. */
export async function runAdmin(
  env: Readonly<Record<string, string>>,
  argv: readonly string[],
  stdin = '',
): Promise<AdminResult> {
  const child = spawn(process.execPath, [join(ROOT, 'bot', 'admin.ts'), ...argv], {
    env: { ...env, NODE_COMPILE_CACHE: COMPILED },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  child.stdin.on('error', () => undefined); // it may end before it reads
  child.stdin.end(stdin);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, ...said };
}
