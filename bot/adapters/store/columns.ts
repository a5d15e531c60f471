/** How values stand in a column, in one way for both engines: a moment is a whole number of milliseconds since 1970 (UTC), a switch is
 *  0 or 1, anything with parts is JSON text. */

export type Flag = 0 | 1;

export function toFlag(value: boolean): Flag {
  return value ? 1 : 0;
}

export function toMoment(at: Date): number {
  return at.getTime();
}

export function toMomentOrNull(at: Date | null): number | null {
  return at === null ? null : at.getTime();
}

export function fromMoment(milliseconds: number): Date {
  return new Date(milliseconds);
}

export function fromMomentOrNull(milliseconds: number | null): Date | null {
  return milliseconds === null ? null : new Date(milliseconds);
}

/** JSON text of a `Value`; no dates inside. The type remembers what was written. */
export type Json<Value> = string & { readonly jsonOf?: Value };

export function toJson<Value>(value: Value): Json<Value> {
  return JSON.stringify(value ?? null);
}

export function fromJson<Value>(text: Json<Value>): Value {
  return JSON.parse(text) as Value; // our own `toJson` wrote it, as the column's type says
}

/** PostgreSQL takes no NUL in text, SQLite cuts some functions at it: names from outside lose it on both. */
export function withoutNul(parameters: readonly unknown[]): unknown[] {
  return parameters.map((value) =>
    typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value,
  );
}
