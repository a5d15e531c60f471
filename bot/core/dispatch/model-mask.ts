/** Replaces what a model outside the house has no need to know: e-mail addresses, phone and card numbers, and secrets by their shape or by the
 *  word before them. Rather too much than too little: a ticket is ranked as well without. `text` is at most some thousand characters. */
export function maskPrivate(text: string): string {
  return text
    .replaceAll(PRIVATE_KEY, '[secret]')
    .replaceAll(URL_WITH_MORE, maskUrl)
    .replaceAll(SHAPED, '[secret]')
    .replaceAll(NAMED_SECRET, maskNamed)
    .replaceAll(EMAIL, '[e-mail]')
    .replaceAll(LONG_RUN, (run) => (isRandom(run) ? '[secret]' : run))
    .replaceAll(IBAN, '[number]')
    .replaceAll(NUMBER, maskNumber);
}

const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;

/** The signature and the names in an address give whoever reads it a way in. */
const URL_WITH_MORE =
  /\b([a-z][a-z0-9+.-]{1,20}:\/\/)([^\s/@<>"']{1,200}@)?([^\s?#<>"']{1,500})([?#][^\s<>"']{0,2000})?/gi;

function maskUrl(whole: string, scheme: string, user?: string, rest = '', more?: string): string {
  if (user === undefined && more === undefined) return whole;
  return `${scheme}${user === undefined ? '' : '[secret]@'}${rest}${more === undefined ? '' : '?[secret]'}`;
}

/** Headers, JSON web tokens, and keys of Microsoft Entra, AWS, GitHub, GitLab, Slack, Google, Stripe and OpenAI. */
const SHAPED =
  /\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}|\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}|[\w.~-]{3}\dQ~[\w.~-]{31,}|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[opsur]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{20,}|\bxox[a-z]-[\w-]{10,}|\bAIza[\w-]{30,}|\b[rs]k[-_](?:live|test|proj|ant)?[-_]?[\w-]{16,}/g;

/** The word that announces a secret, up to 40 characters of the same line, and what follows the sign or the "is". */
const NAMED_SECRET =
  /(?<!\[)\b(pass(?:word|wort|code|phrase|wd)|kennwort|pwd?|pin|puk|tan|otp|mfa code|api[ _-]?key|secret|token|zugangscode|mot de passe|contraseña|recovery key|product key|licen[cs]e key)\b([^\n:=]{0,40}?)(\s*[:=]+>?\s*|\s+(?:is|was|ist|lautet|war)\s+(?:now\s+|jetzt\s+)?)("[^"\n]{1,200}"|'[^'\n]{1,200}'|\S{1,200})/gi;
/** What is said of passwords without telling one. */
const NO_SECRET =
  /^(?:a|an|the|not|no|nicht|kein\w*|about|abgelaufen|being|blocked|correct|expired|falsch|gesperrt|incorrect|invalid|locked|lost|needed|rejected|required|reset|still|ungültig|vergessen|weg|wrong|\[.*)[.,;!?)]*$/i;

function maskNamed(whole: string, word: string, between: string, sign: string, value: string): string {
  return NO_SECRET.test(value) ? whole : `${word}${between}${sign}[secret]`;
}

const EMAIL = /[\w.!#$%&'*+=?^`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}\.[a-z]{2,24}\b/gi;

/** Long enough for a key, and of letters and digits mixed: no word of a language is. */
const LONG_RUN = /[\w+/=-]{24,}/g;

function isRandom(run: string): boolean {
  return /\d/.test(run) && /[a-z]/i.test(run) && /\d.*[a-z].*\d|[a-z].*\d.*[a-z]/i.test(run);
}

const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g;

/** Digits in the groups in which people write them. */
const NUMBER = /(?<![\w.]|\w-)\+?\(?\d(?:[ ()./-]{0,3}\d){5,18}(?!\w)/g;
/** Of a machine, or a version of software. */
const FOUR_GROUPS = /^(?:\d{1,5}\.){3}\d{1,5}$/;
const DATE = /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})(?: \d{1,2})?$/;

/** Fewer than seven digits are a ticket or a room. Addresses of machines, versions and dates help, and tell of nobody. */
function maskNumber(run: string): string {
  const digits = run.replaceAll(/\D/g, '').length;
  if (digits < 7 || FOUR_GROUPS.test(run) || DATE.test(run)) return run;
  return digits <= 15 ? '[phone]' : '[number]';
}
