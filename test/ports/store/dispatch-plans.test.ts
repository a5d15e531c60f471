import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#adapters/store/database.ts';
import { createDispatchStore } from '#adapters/store/dispatch-store.ts';
import { migrate } from '#adapters/store/migrate.ts';
import type { DecisionFilter, DispatchStore } from '#core/dispatch/ports.ts';
import { systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { AT, DESK_A } from './builders.ts';
import { standing } from './dispatch-builders.ts';

const ANY: DecisionFilter = { state: 'any', workflowId: null, text: null, since: null };
const PAGE = { before: null, limit: 50 };

/** What is asked, and the index that must answer it: half a year of a busy desk is 100,000 decisions, and a dispatch waits for all of these. */
const QUESTIONS: readonly (readonly [
  name: string,
  ask: (dispatch: DispatchStore) => Promise<unknown>,
  indexes: readonly string[],
])[] = [
  [
    'how things stand',
    standing,
    ['assignment_ticket', 'assignment_lease', 'assignment_by_time', 'held_ticket_one_open'],
  ],
  ['what is due', (dispatch) => dispatch.dueAssignments(AT, 9), ['assignment_due']],
  ['assignments of a ticket', (dispatch) => dispatch.assignmentsOf(DESK_A, 'T1'), ['assignment_ticket']],
  [
    'the newest decision',
    (dispatch) => dispatch.newestDecision(DESK_A, 'T1'),
    ['decision_ticket', 'decision_ticket_ref'],
  ],
  ['a list', (dispatch) => dispatch.listDecisions(DESK_A, ANY, PAGE), ['decision_listed']],
  [
    'a list of a workflow',
    (dispatch) => dispatch.listDecisions(DESK_A, { ...ANY, workflowId: 'w1' }, PAGE),
    ['decision_workflow'],
  ],
  [
    'the last one of a ticket',
    (dispatch) => dispatch.listDecisions(DESK_A, { ...ANY, ticketId: 'T1' }, PAGE),
    ['decision_ticket'],
  ],
  [
    'the silent ones of a ticket',
    (dispatch) => dispatch.listDecisions(DESK_A, { ...ANY, state: 'shadow', ticketId: 'T1' }, PAGE),
    ['decision_ticket'],
  ],
  ['the hold of a ticket', (dispatch) => dispatch.newestHold(DESK_A, 'T1'), ['held_ticket_of']],
  ['counts', (dispatch) => dispatch.countDecisions(DESK_A, AT), ['decision_by_time', 'assignment_decision']],
  ['silent decisions', (dispatch) => dispatch.openShadows(DESK_A, 9), ['decision_open_shadow']],
  ['due holds', (dispatch) => dispatch.claimDueHolds(AT, AT, 9), ['held_ticket_ended']],
  ['holds to escalate', (dispatch) => dispatch.escalateHolds(AT), ['held_ticket_ended']],
  [
    'what is old',
    (dispatch) => dispatch.pruneDecisions(AT),
    ['decision_age', 'assignment_decision', 'held_ticket_decision', 'assignment_age', 'held_ticket_ended'],
  ],
];

describe('how SQLite finds what dispatch asks', () => {
  it.each(QUESTIONS)('PERF-4: %s by its index, never by walking a table', async (_name, ask, indexes) => {
    let seen: string[] = [];
    const onStatement = (statement: string): void => void seen.push(statement);
    const database = await openDatabase({ url: 'sqlite::memory:', logger: silentLogger, onStatement });
    await migrate(database, { clock: systemClock });
    seen = [];
    await ask(createDispatchStore(database));
    const plans: string[] = [];
    for (const statement of seen.filter((each) => /^\s*(select|update|delete)/i.test(each))) {
      const plan = sql.raw<{ detail: string }>(`explain query plan ${statement.replaceAll('?', '1')}`);
      plans.push(...(await plan.execute(database.query)).rows.map(({ detail }) => detail));
    }
    await database.close();
    // A subquery that was read through its own index is walked once more, in memory.
    const walks = plans.filter((line) => line.startsWith('SCAN') && !/counted|SUBQUERY/.test(line));
    expect(walks).toEqual([]);
    const used = plans.join('\n');
    for (const index of indexes) expect(used).toMatch(new RegExp(`INDEX ${index}\\b`));
  });
});
