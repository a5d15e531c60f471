import { join } from 'node:path';
import type { PersonKey } from '../sandbox/desk/desk-types.ts';
import { BOT_ID } from '../sandbox/desk/ids.ts';
import { writePlaygroundConfig } from '../sandbox/playground-config.ts';
import { autoMapOnce } from '../sandbox/seed.ts';
import { startPlayground } from '../sandbox/start-playground.ts';
import { freePort } from '../sandbox/free-port.ts';
import { prepareProgram, type WholeProgram } from './whole-program.ts';

export interface WholePlayground {
  readonly whole: WholeProgram;
  readonly address: string;
  stop(): Promise<void>;
}

/** Microsoft's own client in front of the whole program on a mapped desk. `person` is who uses it. */
export async function startWholePlayground(person: PersonKey): Promise<WholePlayground> {
  const port = await freePort();
  const whole = await prepareProgram({ playgroundPort: port });
  const { desk } = whole.world;
  const configPath = join(whole.folder, 'playground.yml');
  const { admin, lead, dispatcher, member } = desk.people;
  const first = desk.people[person];
  const known = [first, ...[admin, lead, dispatcher, member].filter(({ oid }) => oid !== first.oid)];
  const others = desk.users.filter(({ id }) => known.every(({ oid }) => oid !== id)).slice(0, 2);
  writePlaygroundConfig({
    path: configPath,
    deskTenantId: desk.tenantId,
    botId: BOT_ID,
    people: [
      ...known.map(({ oid, name, userPrincipalName }) => ({ oid, name, userPrincipalName })),
      ...others.map(({ id, displayName, mail }) => ({ oid: id, name: displayName, mail })),
    ],
  });
  await whole.start();
  await autoMapOnce(whole.world.app.origin, whole.apiKey);
  const playground = await startPlayground({
    botEndpoint: `${whole.world.app.origin}/api/playground/messages`,
    configPath,
    port,
    directory: join(whole.folder, 'playground'),
    openBrowser: false,
  });
  return {
    whole,
    address: playground.address,
    async stop() {
      await playground.stop();
      await whole.stop();
    },
  };
}
