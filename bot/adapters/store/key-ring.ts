import { type FieldFault, invalidInput } from '#kernel/errors.ts';

export interface RingKey {
  readonly keyId: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

const KEY_BYTES = 32;
const ENTRY = /^(?<keyId>[A-Za-z0-9_-]{1,32}):(?<text>[A-Za-z0-9+/_-]+=*)$/;

/** `k2:base64,k1:base64`: the first seals, all of them open. Throws `invalid_input` with every fault; no fault repeats a key. */
export function parseKeyRing(text: string): readonly [RingKey, ...RingKey[]] {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const parsed = entries.map(parseEntry);
  const keys = parsed.filter((entry) => 'key' in entry);
  const faults = [...parsed.filter((entry) => 'problem' in entry), ...duplicates(keys)];
  const [first, ...others] = keys;
  if (faults.length > 0) throw invalidInput(faults);
  if (!first) throw invalidInput([fault('is empty')]);
  return [first, ...others];
}

function parseEntry(entry: string, index: number): RingKey | FieldFault {
  const { keyId, text } = ENTRY.exec(entry)?.groups ?? {};
  if (keyId === undefined || text === undefined) return fault(`entry ${index + 1} is not NAME:BASE64`);
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES) return fault(`key "${keyId}" has ${key.length} bytes, not ${KEY_BYTES}`);
  // A placeholder such as 32 zeros is no key.
  if (new Set(key).size < 8) return fault(`key "${keyId}" is not random`);
  return { keyId, key };
}

function duplicates(keys: readonly RingKey[]): FieldFault[] {
  const seen = new Set<string>();
  return keys.flatMap(({ keyId }) => {
    if (!seen.has(keyId)) {
      seen.add(keyId);
      return [];
    }
    return [fault(`key name "${keyId}" stands twice`)];
  });
}

function fault(problem: string): FieldFault {
  return {
    field: 'ENCRYPTION_KEYS',
    problem,
    remedy: 'Write NAME:KEY, several with commas, each KEY from "openssl rand -base64 32".',
  };
}
