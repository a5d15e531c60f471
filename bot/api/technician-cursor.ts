import { createHash } from 'node:crypto';
import type { TechnicianPlace, TechnicianView } from '#core/mapping/technician-index.ts';
import { invalidInput } from '#kernel/errors.ts';

/** A place in a list as text: name and id, so that a technician who comes or goes moves nobody else to another page. */
export function writeCursor(view: TechnicianView, place: TechnicianPlace | null): string | null {
  if (place === null) return null;
  const parts = [viewMark(view), place.key, place.name, place.technicianId];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Throws `invalid_input` for a text that is no cursor, and for the cursor of another view. */
export function readCursor(view: TechnicianView, text: string | undefined): TechnicianPlace | null {
  if (text === undefined) return null;
  const [mark, key, name, technicianId] = partsOf(text);
  if (typeof key === 'string' && typeof name === 'string' && typeof technicianId === 'string') {
    if (mark === viewMark(view)) return { key, name, technicianId };
    throw refuse('belongs to another search or order', 'Begin again without a cursor when these change.');
  }
  throw refuse('is not a cursor', 'Use nextCursor of the page before.');
}

function partsOf(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

function viewMark({ search, badge, sort, order }: TechnicianView): string {
  const text = JSON.stringify([search, badge, sort, order]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

function refuse(problem: string, remedy: string): Error {
  return invalidInput([{ field: 'cursor', problem, remedy }]);
}
