import { v7 } from 'uuid';

/** A row id: UUIDv7, so ids sort by the time at which they were made. */
export function newId(): string {
  return v7();
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}
