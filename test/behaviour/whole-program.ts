import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminHere, type RunAdmin } from '../sandbox/admin-calls.ts';
import { bareEnv, type Program, startProgram } from '../sandbox/program.ts';
import { seedDesk } from '../sandbox/seed.ts';
import { appEnv, newEncryptionKey, startWorld, type World, type WorldOptions } from '../sandbox/world.ts';

/** A world, and programs in front of it that a test starts and ends itself: for exit codes, several instances and other databases. */
export interface WholeProgram {
  readonly world: World;
  readonly apiKey: string;
  /** Where this test may write. */
  readonly folder: string;
  /** The program's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly admin: RunAdmin;
  /** Starts one more program; on the world's port unless `env` says otherwise. Ended with the world at the latest. */
  start(env?: Readonly<Record<string, string>>): Promise<Program>;
  /** Everything that the programs wrote. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts the world and prepares the desk; no program runs yet. */
export async function prepareProgram(
  options: WorldOptions & {
    readonly databaseUrl?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly playgroundPort?: number;
  } = {},
): Promise<WholeProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-whole-'));
  const world = await startWorld(options);
  const env: Readonly<Record<string, string>> = {
    ...bareEnv(),
    ...appEnv(world, {
      databaseUrl: options.databaseUrl ?? `sqlite:${join(folder, 'rollcall.db')}`,
      encryptionKeys: newEncryptionKey(),
      logLevel: 'debug',
      ...(options.playgroundPort === undefined ? {} : { playgroundPorts: [options.playgroundPort] }),
    }),
    ...options.env,
  };
  const admin = adminHere({ env, deskId: world.desk.tenantId, clock: world.clock });
  const programs: Program[] = [];
  let log = '';
  const { publicApiKey } = await seedDesk(world, admin);

  return {
    world,
    apiKey: publicApiKey,
    folder,
    env,
    admin,
    async start(more = {}) {
      const all = { ...env, ...more };
      const program = await startProgram({
        env: all,
        origin: `http://127.0.0.1:${all['PORT']}`,
        onOutput: (chunk) => {
          log += chunk.toString();
        },
      });
      programs.push(program);
      return program;
    },
    log: () => log,
    async stop() {
      await Promise.all(programs.map((program) => program.stop()));
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
