import type { Endpoint } from '#contract/endpoint.ts';
import type { z } from 'zod';
import type { EndpointRequest } from './route.ts';

/** Serves one endpoint to people signed in to the tab. What every file under `handlers/` gets to mount its subject with. */
export type MountForPeople = <
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  endpoint: Endpoint<P, Q, B, A>,
  handle: (request: EndpointRequest<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<A>>,
) => void;
