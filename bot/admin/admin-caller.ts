import type { SettingsService } from '#core/settings/settings-service.ts';
import type { Caller } from '#kernel/caller.ts';
import { invalidInput } from '#kernel/errors.ts';
import { isGuid } from '#kernel/ids.ts';
import type { AdminCommand } from './command.ts';

/** The operator, for the desk named with --desk or for the only one there is. Throws `invalid_input`. */
export async function callerFor(
  { desk: kind }: AdminCommand,
  settings: Pick<SettingsService, 'servedDesks'>,
  given: string | undefined,
): Promise<Caller> {
  if (kind === 'none') return operatorOf('');
  const served = await settings.servedDesks();
  const only = served.length === 1 && kind === 'served' ? served[0] : undefined;
  const deskId = given?.trim().toLowerCase() ?? only;
  if (deskId === undefined || !isGuid(deskId)) {
    const which = kind === 'any' ? 'to serve' : `of one desk: ${served.join(', ')}`;
    throw deskFault(
      deskId === undefined ? 'is missing' : 'is not a tenant id',
      `Give the tenant id ${which}.`,
    );
  }
  if (kind === 'any' || served.includes(deskId)) return operatorOf(deskId);
  throw deskFault('is not served here', `Add it: npm run admin -- desk add --desk ${deskId} --name NAME.`);
}

function operatorOf(deskId: string): Caller {
  return { kind: 'system', deskId, id: 'command-line', name: 'Command line' };
}

function deskFault(problem: string, remedy: string): Error {
  return invalidInput([{ field: '--desk', problem, remedy }]);
}
