import { readFileSync } from 'node:fs';
import { isGuid } from '#kernel/ids.ts';
import { z } from 'zod';
import type { AppCredentials, Env } from './env.ts';

/** One thing that is wrong with the environment. */
export interface EnvFault {
  readonly variable: string;
  readonly problem: string;
  readonly remedy: string;
}

/** Every fault of an environment at once; the message is for the operator's screen. */
export class EnvError extends Error {
  override readonly name = 'EnvError';
  readonly faults: readonly EnvFault[];
  constructor(faults: readonly EnvFault[]) {
    super(faults.map((fault) => `${fault.variable} ${fault.problem}. ${fault.remedy}`).join('\n'));
    this.faults = faults;
  }
}

export type EnvSource = Readonly<Record<string, string | undefined>>;

/** Reads variables by kind and collects what is wrong with them. `NAME_FILE` may point to a file that holds the value. */
export interface EnvReader {
  fault(variable: string, problem: string, remedy: string): void;
  flag(name: string): boolean;
  text(name: string, fallback: string): string;
  secret(name: string, help: string): string;
  oneOf<const Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice;
  port(name: string, fallback: number): number;
  guid(name: string, help: string): string;
  guids(name: string, help: string): readonly string[];
  origin(name: string, fallback: string | null, allowLoopback: boolean): string;
  origins(name: string, fallback: string, allowLoopback: boolean): readonly string[];
  url(name: string, fallback: string, allowLoopback: boolean): string;
  databaseUrl(name: string, fallback: string): string;
  keyRing(name: string): string;
  admins(name: string): Env['initialAdmins'];
  appCredentials(prefix: string): AppCredentials;
  /** Throws when anything was wrong. */
  finish(): void;
}

export function createEnvReader(source: EnvSource): EnvReader {
  const faults: EnvFault[] = [];
  const fault: EnvReader['fault'] = (variable, problem, remedy) => {
    faults.push({ variable, problem, remedy });
  };

  /** The value, or the content of the file that `NAME_FILE` points to. */
  function raw(name: string): string {
    const file = source[`${name}_FILE`]?.trim();
    if (!file) return source[name]?.trim() ?? '';
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      fault(`${name}_FILE`, 'names a file that cannot be read', 'Check the path and its permissions.');
      return '';
    }
  }

  function needed(name: string, help: string): string {
    const value = raw(name);
    if (value === '') fault(name, 'is missing', help);
    return value;
  }

  function checkOrigin(name: string, value: string, allowLoopback: boolean): string {
    const url = URL.canParse(value) ? new URL(value) : null;
    if (!url || (url.pathname !== '/' && url.pathname !== '') || url.search !== '' || url.username !== '') {
      fault(name, 'is not an origin', 'Write scheme and host only, such as https://rollcall.example.com.');
      return value;
    }
    checkReach(name, url, allowLoopback);
    return url.origin;
  }

  function checkReach(name: string, url: URL, allowLoopback: boolean): void {
    if (allowLoopback) return;
    const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
    if (url.protocol === 'https:' && !isLoopback) return;
    fault(
      name,
      'is not a public https address',
      'Use https and a public name; only the sandbox may use loopback.',
    );
  }

  return {
    fault,
    flag: (name) => raw(name) === '1',
    text: (name, fallback) => raw(name) || fallback,
    secret: needed,
    oneOf(name, choices, fallback) {
      const value = raw(name) || fallback;
      const choice = choices.find((each) => each === value);
      if (choice === undefined) fault(name, `is "${value}"`, `Write one of ${choices.join(', ')}.`);
      return choice ?? fallback;
    },
    port(name, fallback) {
      const parsed = z.coerce
        .number()
        .int()
        .min(0)
        .max(65_535)
        .safeParse(raw(name) || fallback);
      if (!parsed.success)
        fault(name, 'is not a port', 'Write a number from 0 to 65535; 0 takes a free one.');
      return parsed.success ? parsed.data : fallback;
    },
    guid(name, help) {
      const value = needed(name, help).toLowerCase();
      if (value !== '' && !isGuid(value)) fault(name, 'is not a GUID', help);
      return value;
    },
    guids(name, help) {
      const values = splitList(needed(name, help)).map((value) => value.toLowerCase());
      if (!values.every(isGuid)) fault(name, 'holds something that is not a GUID', help);
      return values;
    },
    origin(name, fallback, allowLoopback) {
      const value = raw(name) || fallback;
      if (value) return checkOrigin(name, value, allowLoopback);
      fault(name, 'is missing', 'Write the origin under which Microsoft reaches this program.');
      return '';
    },
    origins(name, fallback, allowLoopback) {
      return splitList(raw(name) || fallback).map((value) => checkOrigin(name, value, allowLoopback));
    },
    url(name, fallback, allowLoopback) {
      const value = raw(name) || fallback;
      if (URL.canParse(value)) checkReach(name, new URL(value), allowLoopback);
      else fault(name, 'is not an address', `Leave it out for ${fallback}.`);
      return value;
    },
    databaseUrl(name, fallback) {
      const value = raw(name) || fallback;
      if (!/^(sqlite:.+|postgres(ql)?:\/\/.+)$/.test(value)) {
        fault(name, 'is not a database', 'Write sqlite:PATH or postgres://user@host/name.');
      }
      return value;
    },
    keyRing(name) {
      const help = 'Write id:key pairs, comma-separated; make a key with: openssl rand -base64 32';
      const value = needed(name, help);
      const isRing = splitList(value).every((pair) => /^[\w-]+:[A-Za-z0-9+/]{43}=$/.test(pair));
      if (value !== '' && !isRing) fault(name, 'holds something that is not id:base64 of 32 bytes', help);
      return value;
    },
    admins(name) {
      const pairs = splitList(raw(name)).map((pair) => pair.toLowerCase().split(':'));
      const isFine = pairs.every((pair) => pair.length === 2 && pair.every(isGuid));
      if (!isFine)
        fault(name, 'is not a list of tenant:user', 'Write tid:oid pairs of GUIDs, comma-separated.');
      return pairs.map(([deskId = '', userId = '']) => ({ deskId, userId }));
    },
    appCredentials(prefix) {
      const clientId = needed(
        `${prefix}_ID`,
        'The client id of the app registration that reads the desk’s tenant.',
      );
      if (clientId !== '' && !isGuid(clientId))
        fault(`${prefix}_ID`, 'is not a GUID', 'Copy the application (client) id.');
      const thumbprintSha256 = raw(`${prefix}_CERTIFICATE_THUMBPRINT`);
      if (thumbprintSha256 !== '') {
        const privateKey = needed(`${prefix}_CERTIFICATE_KEY`, 'The certificate’s private key in PEM form.');
        return { clientId, credential: { certificate: { thumbprintSha256, privateKey } } };
      }
      const secret = needed(
        `${prefix}_SECRET`,
        'The client secret, or set the certificate’s thumbprint and key.',
      );
      return { clientId, credential: { secret } };
    },
    finish() {
      if (faults.length > 0) throw new EnvError(faults);
    },
  };
}

function splitList(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
