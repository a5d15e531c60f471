import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ENTRY = join(import.meta.dirname, '..', '..', '..', 'bot', 'index.ts');

async function start(env: Readonly<Record<string, string>>): Promise<{
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}> {
  const child = spawn(process.execPath, [ENTRY], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}

it('OPS-1: with an empty environment the program ends with 2 and a line for each thing to set', async () => {
  const { code, stdout, stderr } = await start({});
  expect(code).toBe(2);
  expect(stdout).toBe('');
  const [title, ...lines] = stderr.trim().split('\n');
  expect(title).toBe('Rollcall cannot start. The environment has 8 fault(s):');
  expect(lines).toHaveLength(8);
  for (const line of lines) expect(line).toMatch(/^ {2}[A-Z_]+ is missing\. [A-Z].+$/);
  expect(stderr).not.toMatch(/\n\s+at /);
}, 60_000);
