import { describe, expect, it } from 'vitest';
import { createTabLinks } from '../../../bot/tab-links.ts';

const APP = '5b2a1c3e-7a44-4c0c-9c55-0d0f5b5f0001';
const teams = { cloud: 'global', teamsAppId: APP, allowLoopback: false, tabHostOrigins: [] } as const;

describe('links into the tab', () => {
  it.each([
    ['global', 'https://teams.microsoft.com/'],
    ['gcc-high', 'https://gov.teams.microsoft.us/'],
    ['dod', 'https://dod.teams.microsoft.us/'],
  ] as const)('CON-7: in the cloud %s they lead to %s', (cloud, origin) => {
    expect(createTabLinks({ ...teams, cloud }).tab('board')).toBe(`${origin}l/entity/${APP}/board`);
  });

  it('CON-7: where Teams has no such address there is no link', () => {
    expect(createTabLinks({ ...teams, cloud: 'china' }).tab('admin/setup')).toBeNull();
  });

  it('the page inside the tab travels as subEntityId, encoded whole', () => {
    const url = new URL(createTabLinks(teams).tab('admin/setup/run/0197 ä"&') ?? '');
    expect(url.pathname).toBe(`/l/entity/${APP}/admin`);
    expect([...url.searchParams.keys()]).toEqual(['context']);
    expect(JSON.parse(url.searchParams.get('context') ?? '')).toEqual({ subEntityId: 'setup/run/0197 ä"&' });
    expect(url.href).not.toContain('+');
  });

  it('BOX-1: in a sandbox they lead to the page that hosts the tab', () => {
    const links = createTabLinks({
      ...teams,
      allowLoopback: true,
      tabHostOrigins: ['http://127.0.0.1:4700'],
    });
    expect(links.tab('admin/setup/run/7')).toBe(
      'http://127.0.0.1:4700/host?screen=admin&sub=setup%2Frun%2F7',
    );
    expect(links.tab('board')).toBe('http://127.0.0.1:4700/host?screen=board');
  });

  it('a host of one’s own counts in a sandbox only', () => {
    const links = createTabLinks({ ...teams, tabHostOrigins: ['http://127.0.0.1:4700'] });
    expect(links.tab('board')).toBe(`https://teams.microsoft.com/l/entity/${APP}/board`);
  });
});
