import { z } from 'zod';
import type { User } from '#core/mapping/ports.ts';

/** The fields asked for. `otherMails`, `proxyAddresses`, `accountEnabled` and `userType` come only by `$select` (Graph docs: user). */
export const USER_FIELDS =
  'id,displayName,mail,userPrincipalName,otherMails,proxyAddresses,accountEnabled,userType';

export const userRowSchema = z.object({
  '@odata.type': z.string().optional(),
  id: z.string(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  otherMails: z.array(z.string()).nullish(),
  proxyAddresses: z.array(z.string()).nullish(),
  accountEnabled: z.boolean().nullish(),
  userType: z.string().nullish(),
});
export type UserRow = z.output<typeof userRowSchema>;

/** Groups, devices and service principals can be members too; only users count. */
export function isUserRow(row: UserRow): boolean {
  return row['@odata.type'] === undefined || row['@odata.type'] === '#microsoft.graph.user';
}

/** Without User.Read.All Graph answers 200 with bare ids: no real user lacks both name and sign-in name. */
export function areBareIds(rows: readonly UserRow[]): boolean {
  return rows.length > 0 && rows.every((row) => !row.displayName && !row.userPrincipalName);
}

export function toUser(row: UserRow): User {
  const userPrincipalName = row.userPrincipalName ?? null;
  return {
    userId: row.id.toLowerCase(),
    displayName: row.displayName ?? null,
    mail: row.mail ?? null,
    userPrincipalName,
    otherMails: row.otherMails ?? [],
    aliases: (row.proxyAddresses ?? []).flatMap(smtpAddress),
    enabled: row.accountEnabled !== false,
    isGuest: isGuest(row.userType ?? null, userPrincipalName),
  };
}

/** `SMTP:` marks the primary and `smtp:` a further address; other kinds (SIP, X500 …) are not mail. */
function smtpAddress(proxyAddress: string): readonly string[] {
  const address = /^\s*smtp:(.*)$/i.exec(proxyAddress)?.[1]?.trim() ?? '';
  return address === '' ? [] : [address];
}

function isGuest(userType: string | null, userPrincipalName: string | null): boolean {
  if (userType !== null) return userType.toLowerCase() === 'guest';
  return userPrincipalName?.includes('#EXT#') ?? false;
}
