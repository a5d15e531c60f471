import type { AdminCommand } from '../command.ts';

export const DESK_COMMANDS: readonly AdminCommand[] = [
  {
    name: 'desk list',
    help: 'List the desks (tenant ids) that are served.',
    usage: '',
    flags: [],
    desk: 'none',
    async run({ settings }) {
      const desks = await settings.servedDesks();
      return { value: desks, lines: desks };
    },
  },
  {
    name: 'desk add',
    help: 'Serve another tenant from now on.',
    usage: '--desk TENANT_ID --name NAME',
    flags: ['name'],
    desk: 'any',
    async run({ settings }, caller, { flags }) {
      const name = flags.nameOf('name', 'Name the desk.');
      flags.finish();
      await settings.addDesk(caller, name);
      return { value: { deskId: caller.deskId, name }, lines: [`${name} (${caller.deskId}) is served`] };
    },
  },
];
