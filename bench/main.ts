import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { CORE } from './core/suite.ts';
import { DISPATCH } from './dispatch/suite.ts';
import { watchMachine } from './machine.ts';
import type { BenchOptions, Measurement, Row } from './measurement.ts';
import { finishReport, formatTable, isFailed } from './report.ts';
import { TAB } from './tab/suite.ts';

/** `npm run bench -- [suite …] [--quick] [--only name,name]`: every suite unless some are named. Exit code 1 when a target is not met,
 *  2 when the command is wrong. */

const SUITES: Readonly<Record<string, readonly Measurement[]>> = { core: CORE, dispatch: DISPATCH, tab: TAB };

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
  });
  const suites = positionals.length > 0 ? positionals : Object.keys(SUITES);
  const only = values.only?.split(',') ?? null;
  const chosen = suites.flatMap((suite) => SUITES[suite] ?? []);
  const problem = problemOf(suites, only, chosen);
  if (problem !== null) {
    console.error(problem);
    return 2;
  }
  const options: BenchOptions = { isQuick: values.quick };
  const startedAt = new Date();
  const started = performance.now();
  const endWatch = watchMachine();
  const rows: Row[] = [];
  for (const measurement of chosen.filter(({ name }) => only === null || only.includes(name))) {
    console.error(`${measurement.name} …`);
    rows.push(...(await rowsOf(measurement, options)));
  }
  console.log(formatTable(rows, options));
  const seconds = (performance.now() - started) / 1000;
  const file = finishReport({ suites, options, startedAt, seconds, machine: endWatch(), rows });
  console.log(`Results: ${relative(process.cwd(), file)}`);
  return isFailed(rows, options) ? 1 : 0;
}

function problemOf(
  suites: readonly string[],
  only: readonly string[] | null,
  chosen: readonly Measurement[],
): string | null {
  const unknown = suites.find((suite) => !Object.hasOwn(SUITES, suite));
  if (unknown !== undefined) return `There is no suite "${unknown}": ${Object.keys(SUITES).join(', ')}.`;
  const names = chosen.map(({ name }) => name);
  const missing = only?.find((name) => !names.includes(name));
  return missing === undefined ? null : `There is no measurement "${missing}": ${names.join(', ')}.`;
}

/** A measurement that cannot measure is a target not met, in a quick run as well; the others still run. */
async function rowsOf(measurement: Measurement, options: BenchOptions): Promise<readonly Row[]> {
  try {
    return await measurement.run(options);
  } catch (error) {
    console.error(error);
    const reason = error instanceof Error ? error.message : String(error);
    const [value = ''] = reason.split('\n');
    return [{ id: '-', what: measurement.name, value, target: 'measures', isMet: false, kind: 'count' }];
  }
}
