import type { House, RoomRule } from './check-rooms.ts';

/** The rooms of the core from the roof down: each may import those below it, never one above. `access` lies under all. */
const CORE = ['settings', 'inbox', 'companies', 'dispatch', 'instructions', 'mapping', 'availability'];

const coreRooms: readonly RoomRule[] = CORE.map((name, index) => ({
  room: `core/${name}`,
  may: ['kernel', 'core/access', ...CORE.slice(index + 1).map((below) => `core/${below}`)],
}));

/** Who may import whom. Change a row in the same commit as the reason. */
export const HOUSE: House = {
  rooms: [
    { room: 'kernel', may: [] },
    { room: 'contract', may: ['kernel'] },
    { room: 'core/access', may: ['kernel'] },
    ...coreRooms,
    // An adapter knows one outside system; what the three PSA systems share lies in psa/ itself.
    { room: 'adapters/psa/*', may: ['kernel', 'core/*/ports.ts', 'adapters/psa'] },
    { room: 'adapters/*', may: ['kernel', 'core/*/ports.ts'] },
    { room: 'chat', may: ['kernel', 'contract', 'core/*'] },
    { room: 'api', may: ['kernel', 'contract', 'core/*'] },
    { room: 'jobs', may: ['kernel', 'contract', 'core/*'] },
    // The command line: its commands work on the services that compose.ts opened.
    { room: 'admin', may: ['kernel', 'contract', 'core/*', 'compose.ts'] },
    { room: 'bot', may: ['*'] },
    { room: 'tab/features/*', may: ['kernel', 'contract', 'tab'] },
    { room: 'tab', may: ['kernel', 'contract', 'tab/features/*'] },
  ],

  packages: [
    { packages: ['botbuilder', 'botframework-connector'], owners: ['bot/chat/'] },
    { packages: ['restify'], owners: ['bot/server.ts', 'bot/api/route.ts'] },
    {
      packages: ['csv-parse', 'csv-stringify'],
      owners: ['bot/api/', 'bot/adapters/psa/roster/', 'bot/core/settings/'],
    },
    { packages: ['@azure/msal-node', 'jose'], owners: ['bot/adapters/entra/'] },
    { packages: ['kysely', 'pg', 'node:sqlite'], owners: ['bot/adapters/store/'] },
    { packages: ['openai', 'openai/*'], owners: ['bot/adapters/model/'] },
    { packages: ['pg-boss'], owners: ['bot/adapters/runner/'] },
    {
      packages: ['zod'],
      owners: [
        'bot/env.ts',
        'bot/env-reader.ts',
        'bot/contract/',
        'bot/adapters/',
        'bot/api/',
        'bot/chat/',
        // Types of the contract's schemas; their code is loaded with the first answer.
        'tab/src/api/',
      ],
    },
    { packages: ['pino', '@opentelemetry/*'], owners: ['bot/*.ts'] },
    { packages: ['temporal-polyfill', 'uuid'], owners: ['bot/kernel/'] },
    { packages: ['react', 'react-dom', '@tanstack/*'], owners: ['tab/src/'] },
    // The build turns styles into classes by the same parts that Fluent uses.
    { packages: ['@fluentui/*', '@griffel/*'], owners: ['tab/src/', 'tab/*.ts'] },
    { packages: ['@microsoft/teams-js', '@microsoft/teamsfx'], owners: ['tab/src/teams/'] },
    { packages: ['vite', '@vitejs/*'], owners: ['tab/*.ts'] },
    // The core may hash. Whatever else Node offers is the outside world.
    {
      packages: ['node:crypto'],
      owners: ['bot/core/', 'bot/adapters/', 'bot/chat/', 'bot/api/', 'bot/jobs/', 'bot/*.ts', 'tab/*.ts'],
    },
    {
      packages: ['node:*', 'node:*/*'],
      owners: [
        'bot/adapters/',
        'bot/chat/',
        'bot/api/',
        'bot/jobs/',
        'bot/*.ts',
        'bot/check-node.mjs',
        'tab/*.ts',
      ],
    },
  ],

  words: [
    {
      pattern: /\bprocess\s*\.\s*env\b/,
      in: ['bot/', 'tab/'],
      except: ['bot/env.ts', 'bot/check-node.mjs', 'tab/build.ts'],
      look: 'code',
      why: 'bot/env.ts alone reads the environment, and names every fault at start',
    },
    {
      pattern: /(?:(?<![\w$.#])|\bglobalThis\s*\.\s*)fetch\s*\(/,
      in: ['bot/', 'tab/'],
      except: ['bot/adapters/', 'tab/src/api/'],
      look: 'code',
      why: 'calls to the outside go through an adapter, where deadlines and retries are',
    },
    {
      pattern: /\b(?:SELECT\b[^]*\bFROM|INSERT INTO|UPDATE\b[^]*\bSET|DELETE FROM|CREATE TABLE)\b/,
      in: ['bot/'],
      except: ['bot/adapters/store/', 'bot/adapters/runner/'],
      look: 'strings',
      why: 'SQL lives in the store',
    },
    {
      pattern: /\bnew\s+Date\s*\(\s*\)|\bDate\s*\.\s*now\s*\(|\bMath\s*\.\s*random\s*\(/,
      in: ['bot/core/', 'bot/contract/', 'bot/kernel/'],
      except: ['bot/kernel/clock.ts', 'bot/kernel/ids.ts'],
      look: 'code',
      why: 'time and chance are handed in, or a rule cannot be tested with literal dates',
    },
  ],
};
