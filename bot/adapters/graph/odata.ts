import { invalidInput } from '#kernel/errors.ts';
import { isGuid } from '#kernel/ids.ts';

const LONGEST_SIGN_IN_NAME = 256;
const LONGEST_SEARCH = 100;

/** A string literal in an OData filter. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What a person typed into a search box, cut to what can stand in a filter; empty when nothing is left. */
export function searchText(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\p{Cc}|\p{Cf}/gu, '')
    .trim()
    .slice(0, LONGEST_SEARCH);
}

/** The key of a user in a path: an object id, or a sign-in name as typed. Throws `invalid_input` for anything else.
 *  Guests carry `#EXT#` in the name; the address encodes it. */
export function userKey(idOrSignInName: string): string {
  const key = idOrSignInName.trim();
  if (isGuid(key)) return key.toLowerCase();
  const isName =
    key.length <= LONGEST_SIGN_IN_NAME &&
    /^[^\s@/\\?%&<>"|:;,*()[\]]+@[^\s@/\\?%&#<>"|:;,*()[\]]+$/.test(key);
  if (isName && !/\p{Cc}|\p{Cf}/u.test(key)) return key;
  throw invalidInput([
    {
      field: 'user',
      problem: 'it is neither an object id nor a sign-in name',
      remedy: 'Write the object id of the account (a GUID) or its sign-in name, such as ana@contoso.com.',
    },
  ]);
}
