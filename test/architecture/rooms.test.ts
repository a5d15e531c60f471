import { describe, expect, it } from 'vitest';
import { REQUIRED_PERMISSIONS } from '#core/access/ports.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { checkRooms } from './check-rooms.ts';
import { projectFiles } from './project-files.ts';
import { HOUSE } from './rooms.ts';

describe('the rooms', () => {
  const files = projectFiles((path) => /^(?:bot|tab)\/.*\.(?:ts|tsx|mjs)$/.test(path));

  it('are entered only through the doors of the table', () => {
    expect(files.size).toBeGreaterThan(20);
    expect(checkRooms(files, HOUSE)).toEqual([]);
  });

  it('own packages that an installation without development tools has', () => {
    const installed = Object.keys(packageJson.dependencies);
    const owned = HOUSE.packages
      // What builds the tab is no part of what runs.
      .filter(({ owners }) => !owners.every((owner) => owner === 'tab/*.ts'))
      .flatMap(({ packages }) => packages)
      .filter((name) => !name.includes('*') && !name.startsWith('node:'));
    expect(owned.filter((name) => !installed.includes(name))).toEqual([]);
  });

  it('can be named from a test by the same alias that the program uses', () => {
    expect(REQUIRED_PERMISSIONS).toHaveLength(4);
  });
});
