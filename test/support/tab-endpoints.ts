import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint } from '#contract/endpoint.ts';

const CONTRACT = join(import.meta.dirname, '..', '..', 'bot', 'contract');

/** Every endpoint that the contract defines for people in the tab, by its id. */
export async function tabEndpoints(): Promise<ReadonlyMap<string, Endpoint>> {
  const files = readdirSync(CONTRACT).filter((name) => name.endsWith('endpoints.ts'));
  const modules = await Promise.all(
    files.map((name) => import(join(CONTRACT, name)) as Promise<Record<string, unknown>>),
  );
  const endpoints = modules.flatMap((exported) => Object.values(exported)).filter(isTabEndpoint);
  return new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
}

function isTabEndpoint(value: unknown): value is Endpoint {
  if (typeof value !== 'object' || value === null || !('path' in value) || !('answer' in value)) return false;
  return typeof value.path === 'string' && value.path.startsWith('/api/');
}
