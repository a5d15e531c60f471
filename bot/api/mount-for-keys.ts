import type { MountForPeople } from './mount-for-people.ts';

/** Serves one endpoint of the public API to keys. */
export type MountForKeys = MountForPeople;
