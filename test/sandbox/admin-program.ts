import { text } from 'node:stream/consumers';
import { systemClock } from '#kernel/clock.ts';
import { type AdminCall, adminHere } from './admin-calls.ts';

/** A process of its own for commands against the sandbox's database: what the commands need in memory goes when it ends.
 *  Reads `{ deskId, calls }` as JSON from standard input, and writes the list of answers. */
const { deskId, calls } = JSON.parse(await text(process.stdin)) as {
  readonly deskId: string;
  readonly calls: readonly AdminCall[];
};
const run = adminHere({ env: process.env, deskId, clock: systemClock });
process.stdout.write(JSON.stringify(await run(calls)));
