import type { SimReply } from '../routing.ts';

/** HaloPSA's own wrapping of a failure. */
export function haloError(status: number, message: string): SimReply {
  return {
    status,
    body: { ClassName: 'System.Exception', Message: message, Data: null, InnerException: null },
  };
}

/** The rows of a write, or why they cannot be read: HaloPSA takes lists of objects only. */
export function readRows(body: string): readonly Readonly<Record<string, unknown>>[] | SimReply {
  const rows = parse(body);
  if (!Array.isArray(rows)) {
    return haloError(
      400,
      'Cannot deserialize the current JSON object into type List because the type requires a JSON array',
    );
  }
  const isObject = (row: unknown): row is Readonly<Record<string, unknown>> =>
    typeof row === 'object' && row !== null && !Array.isArray(row);
  return rows.every(isObject) ? rows : haloError(400, 'Each entry must be an object');
}

export function isReply(value: unknown): value is SimReply {
  return typeof value === 'object' && value !== null && 'status' in value && 'body' in value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
