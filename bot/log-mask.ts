/** Makes one text fit for a log. `keepEmails` only where nobody but a developer reads. */
export type Mask = (text: string, options: { readonly keepEmails: boolean }) => string;

/** Nothing that a person reads in a log is longer, and patterns must not be tried on megabytes. */
const LONGEST = 4_000;
/** A secret may begin before the end of what is kept, and end after it. */
const LOOK_AHEAD = 2_000;
/** Shorter ones would blank out half of every line; no secret that Rollcall accepts is that short. */
const SHORTEST_SECRET = 8;

/** Masks the live secrets in every form in which a program prints them, whatever looks like a token, e-mail addresses, and characters
 *  that steer a terminal. */
export function createMask(secrets: readonly string[]): Mask {
  const live = secretPattern(secrets);
  return (text, { keepEmails }) => {
    let masked = text.slice(0, LONGEST + LOOK_AHEAD);
    if (live) masked = masked.replace(live, '[secret]');
    masked = masked.replace(PRIVATE_KEY, '[secret]').replace(URL_PASSWORD, '://[secret]@');
    masked = masked.replace(PARAMETER, '$1[secret]').replace(TOKEN, '[token]');
    if (!keepEmails) masked = masked.replace(EMAIL, '[e-mail]');
    masked = masked.replace(STEERING, escapeCharacter);
    return masked.length > LONGEST ? `${masked.slice(0, LONGEST)}… (${text.length} characters)` : masked;
  };
}

/** Bearer and Basic headers, JSON web tokens, our API keys, Entra's client secrets and refresh tokens, by their shape. */
const TOKEN =
  /\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}|\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}|\brk_[0-9a-f]{32}_[\w-]{43}|\b[01]\.A[\w-]{40,}(?:\.[\w-]+)*|[\w.~-]{3}\dQ~[\w.~-]{31,}/gi;
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^-]|-(?!----))*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g;
const URL_PASSWORD = /:\/\/[^\s/@:]*:[^\s/@]+@/g;
const PARAMETER =
  /\b((?:client_secret|client_assertion|password|refresh_token|access_token|id_token|assertion|code|state|sig)=)[^&\s"']+/gi;
/** Bounded, so that a long text without an address costs no more than its length. */
const EMAIL = /[\w.!#$%&'*+=?^`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}\.[a-z]{2,24}\b/gi;
/** Control characters that JSON leaves as they are, line ends of Unicode, and those that turn the direction of writing. */
const STEERING = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function secretPattern(secrets: readonly string[]): RegExp | null {
  const forms = secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(formsOf);
  if (forms.length === 0) return null;
  // Longest first: a form must not hide the rest of a longer one.
  const sorted = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  return new RegExp(sorted.map(escapeForPattern).join('|'), 'g');
}

function escapeForPattern(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`);
}

/** As it is, in an address, in a form, in JSON, and in base64: alone or in the midst of other bytes, as in a Basic header. */
function formsOf(secret: string): readonly string[] {
  const encoded = encodeURIComponent(secret);
  const inForm = new URLSearchParams({ s: secret }).toString().slice(2);
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inBase64 = [0, 1, 2].map((before) => base64Core(secret, before));
  const inUrlBase64 = inBase64.map((core) => core.replaceAll('+', '-').replaceAll('/', '_'));
  const inText = [secret, encoded, lowerPercent(encoded), inForm, lowerPercent(inForm), inJson];
  return [...inText, ...[...inBase64, ...inUrlBase64].filter((core) => core.length >= SHORTEST_SECRET)];
}

function lowerPercent(encoded: string): string {
  return encoded.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

/** The characters of base64 that depend on the secret alone when `before` bytes (modulo 3) stand before it. */
function base64Core(secret: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret, 'utf8')]);
  const firstWhole = Math.ceil((before * 8) / 6);
  const lastWhole = Math.floor((bytes.length * 8) / 6);
  return bytes.toString('base64').slice(firstWhole, lastWhole);
}
