import { type ZodType, z } from 'zod';
import type { User } from '#core/mapping/ports.ts';

/** The fields asked for. `otherMails`, `proxyAddresses`, `accountEnabled` and `userType` come only by `$select` (Graph docs: user). */
export const USER_FIELDS =
  'id,displayName,mail,userPrincipalName,otherMails,proxyAddresses,accountEnabled,userType';

const rowSchema = z.object({
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
const rowsSchema = z.array(rowSchema);
type UserRow = z.output<typeof rowSchema>;

/** One user. */
export const userSchema: ZodType<User> = rowSchema.transform(toUser);

/** The users among the rows of a list, in their order, in an array of their own. What is a row, the schema above decides; only rows that
 *  show at a glance that they are just as documented are not copied by it first: half the garbage of a page of a thousand (PERF-3). */
export const usersSchema: ZodType<readonly User[]> = z.unknown().transform((rows, context) => {
  if (Array.isArray(rows) && rows.every(isPlainRow)) return usersAmong(rows);
  const checked = rowsSchema.safeParse(rows);
  if (checked.success) return usersAmong(checked.data);
  for (const { path, message } of checked.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
});

function isPlainRow(row: unknown): row is UserRow {
  if (typeof row !== 'object' || row === null) return false;
  const fields = row as Readonly<Record<keyof UserRow, unknown>>; // each is looked at here
  return (
    isTextOrAbsent(fields['@odata.type']) &&
    typeof fields.id === 'string' &&
    isTextOrNull(fields.displayName) &&
    isTextOrNull(fields.mail) &&
    isTextOrNull(fields.userPrincipalName) &&
    isTexts(fields.otherMails) &&
    isTexts(fields.proxyAddresses) &&
    typeof fields.accountEnabled === 'boolean' &&
    isTextOrNull(fields.userType)
  );
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isTextOrNull(value: unknown): boolean {
  return typeof value === 'string' || value === null;
}

function isTexts(values: unknown): boolean {
  return Array.isArray(values) && values.every((value) => typeof value === 'string');
}

function usersAmong(rows: readonly UserRow[]): readonly User[] {
  const users: User[] = [];
  for (const row of rows) if (isUserRow(row)) users.push(toUser(row));
  return users;
}

/** Groups, devices and service principals can be members too; only users count. */
export function isUserRow(row: { readonly '@odata.type'?: string | undefined }): boolean {
  return row['@odata.type'] === undefined || row['@odata.type'] === '#microsoft.graph.user';
}

/** Without User.Read.All Graph answers 200 with bare ids: no real user lacks both name and sign-in name. */
export function areBareIds(users: readonly User[]): boolean {
  return users.length > 0 && users.every((user) => !user.displayName && !user.userPrincipalName);
}

/** Most users have none, and need no list each. */
const NONE: readonly string[] = [];

function toUser(row: UserRow): User {
  const userPrincipalName = row.userPrincipalName ?? null;
  return {
    userId: row.id.toLowerCase(),
    displayName: row.displayName ?? null,
    mail: row.mail ?? null,
    userPrincipalName,
    otherMails: row.otherMails?.length ? row.otherMails : NONE,
    aliases: row.proxyAddresses?.length ? smtpAddresses(row.proxyAddresses) : NONE,
    enabled: row.accountEnabled !== false,
    isGuest: isGuest(row.userType ?? null, userPrincipalName),
  };
}

/** `SMTP:` marks the primary and `smtp:` a further address; other kinds (SIP, X500 …) are not mail. */
const SMTP = /^\s*smtp:(.*)$/i;

function smtpAddresses(proxyAddresses: readonly string[]): readonly string[] {
  const addresses: string[] = [];
  for (const proxyAddress of proxyAddresses) {
    const address = SMTP.exec(proxyAddress)?.[1]?.trim() ?? '';
    if (address !== '') addresses.push(address);
  }
  return addresses;
}

function isGuest(userType: string | null, userPrincipalName: string | null): boolean {
  if (userType !== null) return userType.toLowerCase() === 'guest';
  return userPrincipalName?.includes('#EXT#') ?? false;
}
