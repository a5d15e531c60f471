import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly { readonly test: string; readonly reason: string }[];
}

/** Counts a vitest run and keeps why tests were skipped, into the file that `ROLLCALL_TALLY` names. A test file that
 *  could not be loaded, and an error outside every test, each count as one failure. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const path = process.env['ROLLCALL_TALLY'];
    if (path !== undefined) writeFileSync(path, JSON.stringify(tally(modules, unhandled.length)));
  }
}

function tally(modules: readonly TestModule[], unhandled: number): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const states = tests.map((test) => ({ test, result: test.result() }));
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  return {
    passed: states.filter(({ result }) => result.state === 'passed').length,
    failed:
      states.filter(({ result }) => result.state === 'failed').length +
      suites.filter((suite) => suite.errors().length > 0).length +
      unhandled,
    skipped: states
      .filter(({ result }) => result.state === 'skipped' || result.state === 'pending')
      .map(({ test, result }) => ({
        test: `${test.module.relativeModuleId} > ${test.fullName}`,
        reason: ('note' in result ? result.note : undefined) ?? 'no reason given',
      })),
  };
}
