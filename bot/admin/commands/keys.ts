import { SCOPES } from '#core/access/policy.ts';
import type { ApiKey } from '#core/access/ports.ts';
import type { AdminCommand } from '../command.ts';

export const KEY_COMMANDS: readonly AdminCommand[] = [
  {
    name: 'key create',
    help: `Make an API key and print it, this once. Scopes: ${SCOPES.join(', ')}; all of them unless said.`,
    usage: '--name NAME [--scope SCOPE …]',
    flags: ['name', 'scope'],
    desk: 'served',
    async run({ keys }, caller, { flags }) {
      const name = flags.nameOf('name', 'Name what uses the key.');
      const scopes = flags.someOf('scope', SCOPES);
      flags.finish();
      const { key, secret } = await keys.create(caller, { name, scopes });
      return { value: { keyId: key.keyId, name, scopes, key: secret }, lines: [secret] };
    },
  },
  {
    name: 'key list',
    help: 'List API keys, the revoked ones too.',
    usage: '',
    flags: [],
    desk: 'served',
    async run({ keys }, caller) {
      const all = await keys.list(caller);
      return { value: all, lines: all.length > 0 ? all.map(describeKey) : ['No keys.'] };
    },
  },
  {
    name: 'key revoke',
    help: 'Revoke an API key at once.',
    usage: '--key KEY_ID',
    flags: ['key'],
    desk: 'served',
    async run({ keys }, caller, { flags }) {
      const keyId = flags.needed('key', 'See: npm run admin -- key list');
      flags.finish();
      await keys.revoke(caller, keyId);
      return { value: { keyId, revoked: true }, lines: [`${keyId} is revoked`] };
    },
  },
];

function describeKey({ keyId, name, scopes, revokedAt, lastUsedAt }: ApiKey): string {
  const state = revokedAt
    ? `revoked ${revokedAt.toISOString()}`
    : `last used ${lastUsedAt?.toISOString() ?? 'never'}`;
  return `${keyId}  ${name}  ${scopes.join(',')}  ${state}`;
}
