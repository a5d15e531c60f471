import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const ADAPTER = join(import.meta.dirname, '../../../bot/adapters/model/ranking-model.ts');

/** Counts how often the package is asked for before and after the first question. Nobody listens at the address. */
const SCRIPT = `
import { registerHooks } from 'node:module';
let asked = 0;
registerHooks({ resolve: (name, context, next) => {
  if (name === 'openai') asked += 1;
  return next(name, context);
} });
const { createRankingModel } = await import(${JSON.stringify(ADAPTER)});
const { silentLogger } = await import('#kernel/logger.ts');
const model = createRankingModel({
  baseUrl: 'http://127.0.0.1:9/v1', model: 'm', apiKey: 'k', clock: { now: () => new Date(0) }, logger: silentLogger,
});
const before = asked;
const candidates = ['c1', 'c2'].map((label) => ({ label, score: 1 }));
const { state } = await model.rank({ candidates, advice: [], ticket: { title: '', description: '' }, seed: 1 });
console.log(JSON.stringify({ before, after: asked, state }));
`;

it('PERF-3: nothing of the package is loaded before the first question', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
    cwd: join(import.meta.dirname, '../../..'),
    timeout: 60_000,
  });
  expect(JSON.parse(stdout)).toEqual({ before: 0, after: 1, state: 'failed' });
}, 60_000);
