import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { assertMay, type Scope } from './policy.ts';
import type { ApiKey, KeyStore } from './ports.ts';
import { isEqualInConstantTime, randomSecret, sha256Hex } from './secrets.ts';

/** How a key looks: `rk_<id>_<secret>`. The prefix lets secret scanners find a leaked one. */
const KEY_SHAPE = /^rk_([0-9a-f]{32})_([\w-]{43})$/;

export interface KeysService {
  /** A new key with its secret text, which is shown once and never stored. */
  create(
    caller: Caller,
    wanted: { readonly name: string; readonly scopes: readonly Scope[] },
  ): Promise<{ readonly key: ApiKey; readonly secret: string }>;
  list(caller: Caller): Promise<readonly ApiKey[]>;
  /** Throws `not_found` for a key that is unknown or revoked before. */
  revoke(caller: Caller, keyId: string): Promise<void>;
  /** The caller behind a bearer key; `null` for anything else: unknown, revoked, malformed. Takes as long for one as for the other. */
  authenticate(bearer: string): Promise<Caller | null>;
}

export function createKeysService(needs: {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly store: KeyStore;
}): KeysService {
  const { clock, store } = needs;
  return {
    async create(caller, { name, scopes }) {
      assertMay(caller, 'keys.manage');
      const now = clock.now();
      const keyId = needs.newId().replaceAll('-', '');
      const secret = randomSecret();
      const key: ApiKey = {
        keyId,
        deskId: caller.deskId,
        name,
        scopes,
        createdAt: now,
        lastUsedAt: null,
        revokedAt: null,
      };
      const audit = auditEntry(caller, now, {
        subject: 'key',
        subjectId: keyId,
        action: 'created',
        after: auditValue(key),
      });
      await store.addKey(key, await sha256Hex(secret), audit);
      return { key, secret: `rk_${keyId}_${secret}` };
    },
    async list(caller) {
      assertMay(caller, 'keys.manage');
      return store.listKeys(caller.deskId);
    },
    async revoke(caller, keyId) {
      assertMay(caller, 'keys.manage');
      const now = clock.now();
      const found = await store.findKey(keyId);
      const before = found?.key.deskId === caller.deskId ? auditValue(found.key) : null;
      const audit = auditEntry(caller, now, { subject: 'key', subjectId: keyId, action: 'revoked', before });
      const wasThere = await store.revokeKey(caller.deskId, keyId, now, audit);
      if (wasThere) return;
      throw new AppError('not_found', `no active key ${keyId}`, { remedy: 'List the keys for their ids.' });
    },
    async authenticate(bearer) {
      const [, keyId = '', secret = ''] = KEY_SHAPE.exec(bearer) ?? [];
      const hash = await sha256Hex(secret);
      const found = keyId === '' ? null : await store.findKey(keyId);
      const isRight = isEqualInConstantTime(hash, found?.secretHash ?? '0'.repeat(64));
      if (!isRight || !found || found.key.revokedAt !== null) return null;
      await store.touchKey(keyId, clock.now());
      const { deskId, name, scopes } = found.key;
      return { kind: 'key', deskId, id: keyId, name, scopes };
    },
  };
}

function auditValue({ name, scopes }: ApiKey) {
  return { name, scopes };
}
