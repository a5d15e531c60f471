import type { meSchema } from '#contract/me-endpoints.ts';
import { createContext, use } from 'react';
import type { z } from 'zod';
import type { Host } from '../teams/host.ts';
import type { Client } from './client.ts';

export type Me = z.output<typeof meSchema>;

/** Who is signed in, the way to the server, and Teams around us: what every page may ask for. */
export interface Session {
  readonly me: Me;
  readonly client: Client;
  readonly host: Host;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('a page was drawn before anybody was signed in');
  return session;
}

/** Whether the person may do it; the server asks again. Names: the policy's. */
export function useMay(permission: string): boolean {
  return useSession().me.may.includes(permission);
}
