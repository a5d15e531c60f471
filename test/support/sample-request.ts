import type { Endpoint } from '#contract/endpoint.ts';
import { z } from 'zod';

export interface SampleRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** `undefined` when the endpoint takes none. */
  readonly json: unknown;
}

/** A request that the endpoint's own schemas accept, with as little in it as they let pass: good enough to be judged by who sends it. `params` replace
 *  made-up ones. Throws when a schema takes something that cannot be made up. */
export function sampleRequest(
  endpoint: Endpoint,
  params: Readonly<Record<string, string>> = {},
): SampleRequest {
  const named = { ...(sampleOf(endpoint.params) as Record<string, string>), ...params };
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(named[name] ?? 'x'),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(sampleOf(endpoint.query) as Record<string, unknown>)) {
    query.set(name, String(value));
  }
  return {
    method: endpoint.method,
    path: query.size === 0 ? path : `${path}?${query.toString()}`,
    json: endpoint.body === null ? undefined : sampleOf(endpoint.body),
  };
}

/** Checked by the schema itself: one that wants more than its description says is found here and not in the answer of a server. */
function sampleOf(schema: z.ZodType): unknown {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Described;
  const sample = make(described, described.$defs ?? {});
  const read = schema.safeParse(sample);
  if (!read.success) throw new Error(`no sample can be made up: ${z.prettifyError(read.error)}`);
  return sample;
}

/** The part of JSON Schema that zod writes. */
interface Described {
  /** Of a schema that has a name: `#/$defs/Name`. */
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Described>>;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Described[];
  readonly oneOf?: readonly Described[];
  readonly format?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly items?: Described;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly required?: readonly string[];
}

const FORMATS: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  'date-time': '2026-11-21T15:00:00Z',
  date: '2026-11-21',
  email: 'ana@desk.example',
  uri: 'https://desk.example',
};

function make(schema: Described, named: Readonly<Record<string, Described>>): unknown {
  if (schema.$ref !== undefined) return make(named[schema.$ref.replace('#/$defs/', '')] ?? {}, named);
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const first = (schema.anyOf ?? schema.oneOf)?.[0];
  if (first !== undefined) return make(first, named);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, make(schema.properties?.[name] ?? {}, named)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => make(schema.items ?? {}, named));
    case 'string':
      return FORMATS[schema.format ?? ''] ?? 'x'.repeat(Math.max(1, schema.minLength ?? 0));
    case 'integer':
    case 'number':
      return Math.max(0, schema.minimum ?? 0);
    case 'boolean':
      return false;
    default:
      return null;
  }
}
