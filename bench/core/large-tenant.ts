import type { Technician } from '#core/mapping/ports.ts';
import { guidOf } from '../../test/sandbox/desk/ids.ts';

/** As many as a large tenant has in effect, counting how often each is shared. */
const GIVEN = 200;
const FAMILY = 3_000;
const SYLLABLES = [
  'ka',
  'mo',
  'ri',
  'se',
  'ta',
  've',
  'ru',
  'é',
  'li',
  'ba',
  'cho',
  'do',
  'ey',
  'fa',
  'hu',
  'je',
];
const PAGE = 999;

/** Pages of members as Graph sends them: `members` users of whom the first have the e-mails of the technicians. Names come from
 *  few given and many family names, so that some people share theirs; one in four has an accent. */
export function makeMemberPages(members: number): readonly string[] {
  const pages: string[] = [];
  for (let from = 0; from < members; from += PAGE) {
    const value = Array.from({ length: Math.min(PAGE, members - from) }, (_, index) =>
      memberJson(from + index),
    );
    pages.push(
      JSON.stringify({ '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users', value }),
    );
  }
  return pages;
}

/** Nine of ten have a user with their e-mail; the rest can only be suggested one. */
export function makeTechnicians(technicians: number): readonly Technician[] {
  return Array.from({ length: technicians }, (_, index) => ({
    technicianId: String(index),
    name: nameOf(index),
    email: index % 10 === 9 ? `nobody.${index}@psa.example` : mailOf(index),
    otherEmails: [],
  }));
}

function memberJson(index: number): object {
  const mail = mailOf(index);
  return {
    id: guidOf(`member:${index}`),
    displayName: nameOf(index),
    mail,
    userPrincipalName: mail,
    otherMails: [],
    proxyAddresses: [`SMTP:${mail}`, `smtp:p${index}@harbourlane.onmicrosoft.com`, `SIP:${mail}`],
    accountEnabled: index % 25 !== 0,
    userType: 'Member',
  };
}

function mailOf(index: number): string {
  return `Person.${String(index).padStart(6, '0')}@harbourlane.example`;
}

/** The same person has the same name in every run; who shares it with somebody is as good as chance (Knuth's multiplicative hash). */
function nameOf(index: number): string {
  const mixed = Math.imul(index + 1, 2_654_435_761) >>> 0;
  const pair = Math.floor((mixed / 2 ** 32) * GIVEN * FAMILY);
  return `${wordOf(pair % GIVEN)} ${wordOf(GIVEN + Math.floor(pair / GIVEN))}`;
}

/** The same number is the same word. */
function wordOf(number: number): string {
  const length = SYLLABLES.length;
  const parts = [number % length, Math.floor(number / length) % length, Math.floor(number / length ** 2) + 3];
  const word = parts.map((part) => SYLLABLES[part % length] ?? '').join('');
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}n`;
}
