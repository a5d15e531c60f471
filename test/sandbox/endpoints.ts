import { renameSync, writeFileSync } from 'node:fs';
import { PERSON_KEYS, type PersonKey } from './desk/desk-types.ts';
import type { World } from './world.ts';

/** What a running sandbox says about itself in `data/sandbox/endpoints.json`. Values are origins unless said. */
export interface Endpoints {
  readonly app: string;
  readonly tabHost: string;
  readonly entra: string;
  readonly graph: string;
  readonly connector: string;
  readonly exchange: string;
  readonly psa: { readonly halopsa: string; readonly connectwise: string; readonly autotask: string };
  /** Only with `--model`. */
  readonly model?: string;
  readonly deskTenantId: string;
  readonly publicApiKey: string;
  /** A path. */
  readonly playgroundConfig: string;
  readonly people: Readonly<
    Record<PersonKey, { readonly oid: string; readonly name: string; readonly ssoToken: string }>
  >;
}

export async function describeSandbox(
  world: World,
  more: Pick<Endpoints, 'tabHost' | 'publicApiKey' | 'playgroundConfig'>,
): Promise<Endpoints> {
  const { entra, graph, connector, exchange, halopsa, connectwise, autotask } = world.origins;
  const people = await Promise.all(
    PERSON_KEYS.map(async (key) => {
      const { oid, name } = world.desk.people[key];
      return [key, { oid, name, ssoToken: await world.entra.ssoToken(key) }] as const;
    }),
  );
  return {
    app: world.app.origin,
    tabHost: more.tabHost,
    entra,
    graph,
    connector,
    exchange,
    psa: { halopsa, connectwise, autotask },
    ...(world.model === null ? {} : { model: world.model.origin }),
    deskTenantId: world.desk.tenantId,
    publicApiKey: more.publicApiKey,
    playgroundConfig: more.playgroundConfig,
    people: Object.fromEntries(people) as Endpoints['people'], // one entry for each key
  };
}

/** In one step, so that nobody reads half of it; for the owner's eyes, because of the key and the tokens. */
export function writeEndpoints(path: string, endpoints: Endpoints): void {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(endpoints, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}
