import { describe, expect, it } from 'vitest';
import { checkRooms, roomOf } from './check-rooms.ts';
import { HOUSE } from './rooms.ts';

/** What the rules of this house say about files that are made up: each one is named in the imports of the others, or exists empty. */
function findings(files: Readonly<Record<string, string>>): string[] {
  return checkRooms(new Map(Object.entries(files)), HOUSE);
}

const EMPTY = {
  'bot/kernel/clock.ts': '',
  'bot/contract/people.ts': '',
  'bot/core/access/policy.ts': '',
  'bot/core/availability/ports.ts': '',
  'bot/core/availability/availability-service.ts': '',
  'bot/core/mapping/ports.ts': '',
  'bot/core/settings/ports.ts': '',
  'bot/adapters/graph/client.ts': '',
  'bot/adapters/store/mappings.ts': '',
  'bot/adapters/psa/csv.ts': '',
  'bot/adapters/psa/autotask/client.ts': '',
  'bot/adapters/psa/halopsa/client.ts': '',
  'bot/chat/bot.ts': '',
  'bot/api/route.ts': '',
  'bot/env.ts': '',
  'bot/compose.ts': '',
  'bot/admin/commands.ts': '',
  'tab/src/App.tsx': '',
  'tab/src/features/board/Board.tsx': '',
  'tab/src/features/admin/Admin.tsx': '',
};

const ALLOWED: readonly (readonly [string, string])[] = [
  ['bot/contract/x.ts', '#kernel/clock.ts'],
  ['bot/core/mapping/x.ts', '#core/availability/ports.ts'],
  ['bot/core/settings/x.ts', '#core/mapping/ports.ts'],
  ['bot/core/availability/x.ts', '#core/access/policy.ts'],
  ['bot/adapters/graph/x.ts', '#core/availability/ports.ts'],
  ['bot/adapters/graph/x.ts', './client.ts'],
  ['bot/adapters/psa/halopsa/x.ts', '#adapters/psa/csv.ts'],
  ['bot/chat/x.ts', '#core/availability/availability-service.ts'],
  ['bot/chat/cards/x.ts', '../bot.ts'],
  ['bot/compose.ts', '#adapters/graph/client.ts'],
  ['bot/compose.ts', './env.ts'],
  ['bot/admin.ts', './admin/commands.ts'],
  ['bot/admin/commands.ts', '../compose.ts'],
  ['bot/adapters/psa/halopsa/x.ts', '../csv.ts'],
  ['tab/src/main.tsx', '#contract/people.ts'],
  ['tab/src/features/board/x.tsx', '../../App.tsx'],
  ['bot/chat/x.ts', 'botbuilder'],
  ['bot/adapters/entra/x.ts', '@azure/msal-node'],
  ['bot/server.ts', 'restify'],
  ['bot/core/access/x.ts', 'node:crypto'],
  ['tab/src/teams/x.ts', '@microsoft/teams-js'],
  ['tab/src/x.tsx', 'react/jsx-runtime'],
];

const FORBIDDEN: readonly (readonly [string, string])[] = [
  ['bot/kernel/x.ts', '#contract/people.ts'],
  ['bot/kernel/x.ts', 'node:crypto'],
  ['bot/contract/x.ts', 'node:fs'],
  ['bot/contract/x.ts', '#core/access/policy.ts'],
  ['bot/core/availability/x.ts', '#core/mapping/ports.ts'],
  ['bot/core/mapping/x.ts', '#core/settings/ports.ts'],
  ['bot/core/access/x.ts', '#core/mapping/ports.ts'],
  ['bot/core/mapping/x.ts', '#adapters/graph/client.ts'],
  ['bot/core/mapping/x.ts', '#chat/bot.ts'],
  ['bot/core/mapping/x.ts', '#contract/people.ts'],
  ['bot/core/mapping/x.ts', '#env.ts'],
  ['bot/core/mapping/x.ts', 'node:fs'],
  ['bot/core/mapping/x.ts', 'zod'],
  ['bot/adapters/graph/x.ts', '#adapters/store/mappings.ts'],
  ['bot/adapters/graph/x.ts', '#core/availability/availability-service.ts'],
  ['bot/adapters/psa/halopsa/x.ts', '#adapters/psa/autotask/client.ts'],
  ['bot/adapters/psa/x.ts', '#adapters/psa/autotask/client.ts'],
  ['bot/chat/x.ts', '#adapters/graph/client.ts'],
  ['bot/chat/x.ts', '#api/route.ts'],
  ['bot/api/x.ts', '#chat/bot.ts'],
  ['bot/jobs/x.ts', '#adapters/store/mappings.ts'],
  ['bot/jobs/x.ts', '#env.ts'],
  ['bot/admin/x.ts', '#adapters/store/mappings.ts'],
  ['bot/chat/x.ts', '../compose.ts'],
  ['tab/src/x.tsx', '#core/access/policy.ts'],
  ['tab/src/features/board/x.tsx', '../admin/Admin.tsx'],
  ['bot/api/x.ts', 'botbuilder'],
  ['bot/api/other.ts', 'restify'],
  ['bot/chat/x.ts', 'jose'],
  ['bot/adapters/graph/x.ts', 'kysely'],
  ['bot/adapters/graph/x.ts', 'node:sqlite'],
  ['bot/adapters/store/x.ts', 'pg-boss'],
  ['bot/chat/x.ts', 'temporal-polyfill'],
  ['bot/chat/x.ts', 'pino'],
  ['tab/src/x.tsx', '@microsoft/teams-js'],
  ['tab/src/x.tsx', 'node:fs'],
  ['bot/chat/x.ts', 'left-pad'],
];

describe('who may import whom', () => {
  it.each(ALLOWED)('%s may import %s', (path, from) => {
    expect(findings({ ...EMPTY, [path]: `import { a } from '${from}';` })).toEqual([]);
  });

  it.each(FORBIDDEN)('%s may not import %s', (path, from) => {
    const found = findings({ ...EMPTY, [path]: `import { a } from '${from}';` });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(path);
  });

  it.each([
    `import type { A } from '#adapters/graph/client.ts';`,
    `export * from '#adapters/graph/client.ts';`,
    `const a = await import('#adapters/graph/client.ts');`,
    `let a: import('#adapters/graph/client.ts').A;`,
  ])('is asked of every kind of import: %s', (text) => {
    expect(findings({ ...EMPTY, 'bot/chat/x.ts': text })).toHaveLength(1);
  });

  it('is said with the alias across rooms and with ./ inside one', () => {
    expect(findings({ ...EMPTY, 'bot/chat/x.ts': `import '../kernel/clock.ts';` })).toEqual([
      'bot/chat/x.ts: ../kernel/clock.ts leaves the room; say it with #',
    ]);
    expect(findings({ ...EMPTY, 'bot/chat/x.ts': `import '#chat/bot.ts';` })).toEqual([
      'bot/chat/x.ts: #chat/bot.ts is in the same room; say it with ./',
    ]);
  });

  it.each(['bot/core/x.ts', 'bot/adapters/x.ts', 'bot/attic/x.ts'])(
    'has a room for every file, or says so: %s',
    (path) => {
      expect(findings({ ...EMPTY, [path]: `import '#kernel/clock.ts';` })).toHaveLength(1);
    },
  );
});

describe('circles', () => {
  it('are found across files, once, whatever file is read first', () => {
    const files = {
      'bot/chat/c.ts': `import './a.ts';`,
      'bot/chat/b.ts': `export * from './c.ts';`,
      'bot/chat/a.ts': `import { b } from './b.ts';`,
      'bot/chat/d.ts': `import './a.ts';`,
    };
    expect(findings(files)).toEqual([
      'these files import each other in a circle: bot/chat/a.ts → bot/chat/b.ts → bot/chat/c.ts → bot/chat/a.ts',
    ]);
  });

  it('of types alone do no harm', () => {
    expect(
      findings({
        'bot/chat/a.ts': `import { b } from './b.ts';`,
        'bot/chat/b.ts': `import type { A } from './a.ts';`,
      }),
    ).toEqual([]);
  });

  it('are seen when a file imports itself', () => {
    expect(findings({ 'bot/chat/a.ts': `import './a.ts';` })).toHaveLength(1);
  });
});

describe('what code may not say', () => {
  it.each([
    ['bot/chat/x.ts', `const port = process.env['PORT'];`],
    ['bot/core/mapping/x.ts', `const { env } = process; const a = process . env . PORT;`],
    ['bot/core/mapping/x.ts', `await fetch(url);`],
    ['bot/api/x.ts', `await globalThis.fetch(url);`],
    ['tab/src/App.tsx', `void fetch('/api/me');`],
    ['bot/core/mapping/x.ts', `const sql = 'SELECT id FROM technician_mapping';`],
    ['bot/api/x.ts', 'const sql = `DELETE FROM x`;'],
    ['bot/core/mapping/x.ts', `const now = new Date();`],
    ['bot/core/mapping/x.ts', `const now = Date.now();`],
    ['bot/core/mapping/x.ts', `const chance = Math.random();`],
  ])('%s: %s', (path, text) => {
    expect(findings({ [path]: text })).toHaveLength(1);
  });

  it.each([
    ['bot/env.ts', `const port = process.env['PORT'];`],
    ['bot/adapters/graph/x.ts', `await fetch(url);`],
    ['tab/src/api/client.ts', `await fetch(url);`],
    [
      'bot/core/mapping/x.ts',
      `// never fetch(url) here\nports.fetch(1); this.#fetch(1); const prefetch = () => prefetch();`,
    ],
    ['bot/core/mapping/x.ts', `const help = 'Select a person from the list';`],
    ['bot/core/mapping/x.ts', `const at = new Date(Date.UTC(2026, 0, 1));`],
    ['bot/kernel/clock.ts', `const now = new Date();`],
    ['bot/chat/x.ts', `const now = 'new Date()';`],
  ])('but %s may: %s', (path, text) => {
    expect(findings({ [path]: text })).toEqual([]);
  });
});

describe('the room of a file', () => {
  it.each([
    ['bot/index.ts', 'bot'],
    ['bot/kernel/ids.ts', 'kernel'],
    ['bot/core/mapping/ports.ts', 'core/mapping'],
    ['bot/adapters/graph/deep/x.ts', 'adapters/graph'],
    ['bot/adapters/psa/roster/x.ts', 'adapters/psa/roster'],
    ['bot/adapters/psa/x.ts', 'adapters/psa'],
    ['bot/chat/cards/x.ts', 'chat'],
    ['tab/vite.config.ts', 'tab'],
    ['tab/src/features/board/x.tsx', 'tab/features/board'],
    ['bot/core/x.ts', null],
    ['elsewhere/x.ts', null],
  ])('%s is %s', (path, room) => {
    expect(roomOf(path)).toBe(room);
  });
});
