import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Tally } from './support/tally-reporter.ts';

/** `npm test`: types, lint, format and every test, one after the other, all of them even when one fails.
 *  The last line reads `N passed, N failed`; a step counts as one check, a test as another. Arguments go to vitest. */

interface Step {
  readonly name: string;
  readonly tool: { readonly package: string; readonly bin: string };
  readonly args: readonly string[];
}

const ROOT = join(import.meta.dirname, '..');
const TYPESCRIPT = { package: 'typescript', bin: 'tsc' };
const TYPE_PROJECTS = [
  'tsconfig.json',
  'bot/contract/tsconfig.no-dom.json',
  'bot/contract/tsconfig.no-node.json',
  'tab/tsconfig.json',
];
const LINTED = ['bot', 'tab', 'test', 'bench', 'appPackage'];

const STEPS: readonly Step[] = [
  ...TYPE_PROJECTS.filter(isThere).map((project) => ({
    name: `types (${project})`,
    tool: TYPESCRIPT,
    args: ['-p', project],
  })),
  {
    name: 'lint',
    tool: { package: 'oxlint', bin: 'oxlint' },
    args: ['--type-aware', '--deny-warnings', ...LINTED.filter(isThere)],
  },
  { name: 'format', tool: { package: '@biomejs/biome', bin: 'biome' }, args: ['format', '.'] },
];

process.exitCode = await runAll(process.argv.slice(2));

async function runAll(filters: readonly string[]): Promise<number> {
  const failedSteps: string[] = [];
  for (const step of STEPS) if (!(await runStep(step))) failedSteps.push(step.name);
  const tests = await runTests(filters);

  for (const name of failedSteps) console.log(`failed: ${name}`);
  for (const { test, reason } of tests.skipped) console.log(`skipped: ${test}: ${reason}`);
  const passed = STEPS.length - failedSteps.length + tests.passed;
  const failed = failedSteps.length + tests.failed;
  const skipped = tests.skipped.length > 0 ? `, ${tests.skipped.length} skipped` : '';
  console.log(`${passed} passed, ${failed} failed${skipped}`);
  return failed > 0 ? 1 : 0;
}

async function runStep(step: Step): Promise<boolean> {
  const startedAt = performance.now();
  const code = await runTool(step.tool, step.args, {});
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name} (${seconds} s)`);
  return code === 0;
}

async function runTests(filters: readonly string[]): Promise<Tally> {
  const directory = await mkdtemp(join(tmpdir(), 'rollcall-tests-'));
  const tallyFile = join(directory, 'tally.json');
  try {
    const code = await runTool(
      { package: 'vitest', bin: 'vitest' },
      ['run', '--reporter=default', '--reporter=./test/support/tally-reporter.ts', ...filters],
      { ROLLCALL_TALLY: tallyFile },
    );
    const tally = JSON.parse(await readFile(tallyFile, 'utf8')) as Tally;
    // vitest also refuses a run without a single test, for one; its exit code is the last word.
    return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
  } catch (error) {
    console.log(`vitest left no result: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Runs a tool of `node_modules` with this very Node, and answers its exit code. The shell's own `node` may be older. */
async function runTool(
  tool: Step['tool'],
  args: readonly string[],
  env: Record<string, string>,
): Promise<number> {
  const bins = join(ROOT, 'node_modules', '.bin');
  const child = spawn(process.execPath, [binary(tool), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...env,
      PATH: [dirname(process.execPath), bins, process.env['PATH']].filter(Boolean).join(delimiter),
    },
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function binary(tool: Step['tool']): string {
  const home = join(ROOT, 'node_modules', tool.package);
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    readonly bin: string | Readonly<Record<string, string>>;
  };
  const path = typeof bin === 'string' ? bin : bin[tool.bin];
  if (path === undefined) throw new Error(`${tool.package} has no program ${tool.bin}; run "npm ci"`);
  return join(home, path);
}

function isThere(path: string): boolean {
  return existsSync(join(ROOT, path));
}
