import { type ComponentType, lazy } from 'react';
import type { shellTexts } from '../texts/shell.ts';

type Label = {
  [Key in keyof (typeof shellTexts)['en']]: (typeof shellTexts)['en'][Key] extends string ? Key : never;
}[keyof (typeof shellTexts)['en']];

export interface Place {
  /** First part of the route; `''` is the first page of its screen. */
  readonly path: string;
  /** In the navigation, by this text; `null`: reached by links only. */
  readonly label: Label | null;
  readonly Page: ComponentType<PageProps>;
}

export interface PageProps {
  /** The rest of the route. */
  readonly rest: readonly string[];
}

/** The static tabs of the app, each with its pages in the order of its navigation. A page is loaded when somebody goes there. */
export const SCREENS: Readonly<Record<string, readonly Place[]>> = {
  board: [
    {
      path: '',
      label: 'board',
      Page: page(async () => (await import('../features/board/BoardPage.tsx')).BoardPage),
    },
    {
      path: 'coverage',
      label: 'coverage',
      Page: page(async () => (await import('../features/coverage/CoveragePage.tsx')).CoveragePage),
    },
  ],
  dispatch: [
    {
      path: '',
      label: 'dispatch',
      Page: page(async () => (await import('../features/dispatch/DispatchPage.tsx')).DispatchPage),
    },
  ],
  admin: [
    {
      path: 'setup',
      label: 'setup',
      Page: page(async () => (await import('../features/setup/SetupPage.tsx')).SetupPage),
    },
    {
      path: 'technicians',
      label: 'technicians',
      Page: page(async () => (await import('../features/technicians/TechniciansPage.tsx')).TechniciansPage),
    },
    {
      path: 'workflows',
      label: 'workflows',
      Page: page(async () => (await import('../features/workflows/WorkflowsPage.tsx')).WorkflowsPage),
    },
    {
      path: 'psa',
      label: 'psa',
      Page: page(async () => (await import('../features/psa/PsaPage.tsx')).PsaPage),
    },
    {
      path: 'access',
      label: 'access',
      Page: page(async () => (await import('../features/access/AccessPage.tsx')).AccessPage),
    },
    {
      path: 'keys',
      label: 'keys',
      Page: page(async () => (await import('../features/keys/KeysPage.tsx')).KeysPage),
    },
    {
      path: 'settings',
      label: 'settings',
      Page: page(async () => (await import('../features/settings/SettingsPage.tsx')).SettingsPage),
    },
    {
      path: 'health',
      label: 'health',
      Page: page(async () => (await import('../features/health/HealthPage.tsx')).HealthPage),
    },
    {
      path: 'audit',
      label: 'audit',
      Page: page(async () => (await import('../features/audit/AuditPage.tsx')).AuditPage),
    },
    {
      path: 'data',
      label: 'data',
      Page: page(async () => (await import('../features/inventory/DataPage.tsx')).DataPage),
    },
  ],
};

/** `load` answers the page's module member, because pages have no default export. */
export function page(load: () => Promise<ComponentType<PageProps>>): ComponentType<PageProps> {
  return lazy(async () => ({ default: await load() }));
}
