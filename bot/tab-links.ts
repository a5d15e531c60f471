import type { Env } from './env.ts';

/** Teams' own address per cloud (Teams docs: deep links to an application). No such address is known for China. */
const TEAMS_HOSTS: Record<Env['cloud'], string | null> = {
  global: 'teams.microsoft.com',
  'gcc-high': 'gov.teams.microsoft.us',
  dod: 'dod.teams.microsoft.us',
  china: null,
};

/** Deep links into the tab. `tab('admin/setup/run/7')`: the first part of the path is the tab's entity in the manifest, the rest its route
 *  inside, which Teams hands over as `subPageId`. `null` where Teams has no such address. In a sandbox, the page that hosts the tab there. */
export function createTabLinks(env: Pick<Env, 'cloud' | 'teamsAppId' | 'allowLoopback' | 'tabHostOrigins'>): {
  tab(path: string): string | null;
} {
  const host = TEAMS_HOSTS[env.cloud];
  // Only a sandbox may name hosts of its own; `env.ts` refuses them elsewhere.
  const sandboxHost = env.allowLoopback ? env.tabHostOrigins[0] : undefined;
  return {
    tab(path) {
      const { entity, sub } = parts(path);
      if (sandboxHost !== undefined) return `${sandboxHost}/host?${query({ screen: entity, sub })}`;
      if (host === null) return null;
      const entityUrl = `https://${host}/l/entity/${env.teamsAppId}/${encodeURIComponent(entity)}`;
      // Teams wants the context encoded as a whole, and spaces as %20.
      return sub === ''
        ? entityUrl
        : `${entityUrl}?context=${encodeURIComponent(JSON.stringify({ subEntityId: sub }))}`;
    },
  };
}

function parts(path: string): { readonly entity: string; readonly sub: string } {
  const [entity = '', ...rest] = path.split('/');
  return { entity, sub: rest.join('/') };
}

function query({ screen, sub }: { readonly screen: string; readonly sub: string }): string {
  return new URLSearchParams(sub === '' ? { screen } : { screen, sub }).toString();
}
