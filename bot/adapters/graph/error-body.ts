import { z } from 'zod';
import { REQUIRED_PERMISSIONS } from '#core/access/ports.ts';

/** What a Graph error says, as far as we look. */
export interface ErrorFacts {
  /** The innermost code; empty when there is none. */
  readonly code: string;
  /** Permissions of ours that the text asks for, for naming them only. */
  readonly permissions: readonly string[];
}

const errorSchema = z.object({
  error: z.looseObject({ code: z.string().nullish(), message: z.string().nullish() }),
});
/** Graph nests one or two; more is somebody playing. */
const DEEPEST = 5;

/** Reads an error body. Shifts puts its own error as JSON inside `message`, and codes nest as `innerError` or `innererror`. */
export function readErrorBody(text: string): ErrorFacts {
  return factsOf(parseJson(text), DEEPEST);
}

function factsOf(body: unknown, depth: number): ErrorFacts {
  const parsed = errorSchema.safeParse(body);
  if (!parsed.success || depth === 0) return { code: '', permissions: [] };
  const { code, message, ...rest } = parsed.data.error;
  const text = message ?? '';
  if (text.trimStart().startsWith('{')) {
    const inner = factsOf(parseJson(text), depth - 1);
    if (inner.code !== '' || inner.permissions.length > 0) return inner;
  }
  return { code: innerCode(rest, DEEPEST) ?? code ?? '', permissions: permissionsIn(text) };
}

function innerCode(error: Record<string, unknown>, depth: number): string | null {
  const inner = error['innerError'] ?? error['innererror'];
  const parsed = z.looseObject({ code: z.string().nullish() }).safeParse(inner);
  if (!parsed.success || depth === 0) return null;
  return innerCode(parsed.data, depth - 1) ?? (parsed.data.code || null);
}

/** The part before "Roles on the request" names what is needed; behind it stands what the token has. */
function permissionsIn(message: string): readonly string[] {
  const needed = /API requires one of '([^']*)'/.exec(message)?.[1] ?? '';
  const named = new Set(needed.split(',').map((name) => name.trim()));
  return REQUIRED_PERMISSIONS.filter((permission) => named.has(permission));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
