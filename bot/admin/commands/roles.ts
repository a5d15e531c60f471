import { ROLES } from '#kernel/vocabulary.ts';
import type { AdminCommand } from '../command.ts';

const OBJECT_ID = 'Give the person’s object id in Microsoft Entra.';

export const ROLE_COMMANDS: readonly AdminCommand[] = [
  {
    name: 'role grant',
    help: 'Give a person a role; it replaces the one they had.',
    usage: `--user OBJECT_ID --role ${ROLES.join('|')} --name NAME`,
    flags: ['user', 'role', 'name'],
    desk: 'served',
    async run({ roles }, caller, { flags }) {
      const grant = {
        userId: flags.guid('user', OBJECT_ID),
        role: flags.oneOf('role', ROLES),
        name: flags.nameOf('name', 'Name the person.'),
      };
      flags.finish();
      await roles.grant(caller, grant);
      return { value: grant, lines: [`${grant.name} is now ${grant.role}`] };
    },
  },
  {
    name: 'role list',
    help: 'List who has which role; everybody else of the tenant is a member.',
    usage: '',
    flags: [],
    desk: 'served',
    async run({ roles }, caller) {
      const all = await roles.list(caller);
      const lines = all.map((grant) => `${grant.userId}  ${grant.role}  ${grant.name}`);
      return { value: all, lines: lines.length > 0 ? lines : ['No roles granted.'] };
    },
  },
  {
    name: 'role revoke',
    help: 'Take a person’s role away; they stay a member.',
    usage: '--user OBJECT_ID',
    flags: ['user'],
    desk: 'served',
    async run({ roles }, caller, { flags }) {
      const userId = flags.guid('user', OBJECT_ID);
      flags.finish();
      const revoked = await roles.revoke(caller, userId);
      const line = revoked ? `${userId} is a member now` : 'Nothing to revoke.';
      return { value: { userId, revoked }, lines: [line] };
    },
  },
];
