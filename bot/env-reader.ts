import { readFileSync } from 'node:fs';
import { isGuid } from '#kernel/ids.ts';
import { type FaultList, isLoopbackHost } from './env-faults.ts';

export type EnvSource = Readonly<Record<string, string | undefined>>;

/** Reads variables by kind and collects what is wrong with them: each answers something usable, and `faults` says whether to use it. No
 *  fault repeats the value of a secret. Instead of any NAME, NAME_FILE may name a file that holds the value. */
export interface EnvReader {
  /** The value without blanks around it; '' when there is none. */
  text(name: string): string;
  /** A value that must be there. */
  needed(name: string, help: string): string;
  flag(name: string): boolean;
  oneOf<const Choice extends string>(name: string, choices: readonly Choice[], fallback: Choice): Choice;
  port(name: string, fallback: number): number;
  /** In lower case; '' when there is none and `fallback` is given. */
  guid(name: string, help: string, fallback?: string): string;
  guids(name: string, help: string): readonly string[];
  /** Scheme, host and port; public and https unless loopback is allowed. Without a `fallback` it must be there. */
  origin(name: string, fallback: string | null): string;
  origins(name: string, fallback: string): readonly string[];
  /** An address with a path. */
  url(name: string, fallback: string): string;
  /** The same where there must be one, without what belongs to no address of an API: a name, a password, a fragment. */
  apiUrl(name: string, help: string): string;
}

export interface EnvReaderNeeds {
  readonly source: EnvSource;
  readonly faults: FaultList;
  /** Whether addresses may be loopback and plain http. */
  readonly allowLoopback: boolean;
}

export function createEnvReader({ source, faults, allowLoopback }: EnvReaderNeeds): EnvReader {
  const { fault } = faults;

  function text(name: string): string {
    const file = source[`${name}_FILE`]?.trim() ?? '';
    const value = source[name]?.trim() ?? '';
    if (file !== '' && value !== '') {
      fault(name, `is set, and ${name}_FILE too`, 'Set one of the two.');
    }
    const given = file === '' ? value : readGivenFile(name, file);
    if (!given.startsWith('@Microsoft.KeyVault(')) return given;
    fault(
      name,
      'is a Key Vault reference that the host did not resolve',
      'Give the host’s identity access to the vault.',
    );
    return '';
  }

  function readGivenFile(name: string, file: string): string {
    try {
      const content = readFileSync(file, 'utf8').trim();
      if (content === '')
        fault(name, `is empty: ${name}_FILE names a file without content`, 'Put the value into it.');
      return content;
    } catch {
      fault(name, `cannot be read: ${name}_FILE names no readable file`, 'Check its path and permissions.');
      return '';
    }
  }

  function needed(name: string, help: string): string {
    const value = text(name);
    // One that was given and could not be read has its fault already.
    if (value === '' && !faults.has(name)) fault(name, 'is missing', help);
    return value;
  }

  function checkOrigin(name: string, value: string): string {
    const url = URL.canParse(value) ? new URL(value) : null;
    const isBare = url?.pathname === '/' && !/[?#@]/.test(value);
    if (!url || !isBare || !/^https?:$/.test(url.protocol)) {
      fault(name, 'is not an origin', 'Write scheme and host only, such as https://rollcall.example.com.');
      return '';
    }
    checkReach(name, url);
    return url.origin;
  }

  function checkReach(name: string, url: URL): void {
    if (allowLoopback || (url.protocol === 'https:' && !isLoopbackHost(url.hostname))) return;
    fault(
      name,
      'is not a public https address',
      'Use https and a public name; only the sandbox may use loopback.',
    );
  }

  return {
    text,
    needed,
    flag(name) {
      const value = text(name);
      if (!['', '0', '1'].includes(value))
        fault(name, 'is neither 0 nor 1', 'Write 1 for yes, or leave it out.');
      return value === '1';
    },
    oneOf(name, choices, fallback) {
      const value = text(name) || fallback;
      const choice = choices.find((each) => each === value);
      if (choice === undefined) fault(name, 'is not a known value', `Write one of ${choices.join(', ')}.`);
      return choice ?? fallback;
    },
    port(name, fallback) {
      const value = text(name) || String(fallback);
      if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
      fault(name, 'is not a port', 'Write a number from 0 to 65535; 0 takes a free one.');
      return fallback;
    },
    guid(name, help, fallback) {
      const value = (fallback === undefined ? needed(name, help) : text(name)).toLowerCase();
      if (value !== '' && !isGuid(value)) fault(name, 'is not a GUID', help);
      return value || (fallback ?? '');
    },
    guids(name, help) {
      const values = splitList(needed(name, help).toLowerCase());
      if (values.length === 0 && !faults.has(name)) fault(name, 'is an empty list', help);
      if (!values.every(isGuid)) fault(name, 'holds something that is not a GUID', help);
      return [...new Set(values)];
    },
    origin(name, fallback) {
      const help = 'Write the origin, such as https://rollcall.example.com.';
      const value = fallback === null ? needed(name, help) : text(name) || fallback;
      return value === '' ? '' : checkOrigin(name, value);
    },
    origins(name, fallback) {
      return splitList(text(name) || fallback).map((value) => checkOrigin(name, value));
    },
    url(name, fallback) {
      const value = text(name) || fallback;
      const url = URL.canParse(value) ? new URL(value) : null;
      if (url && /^https?:$/.test(url.protocol) && url.username === '') checkReach(name, url);
      else fault(name, 'is not an address', `Leave it out for ${fallback}.`);
      return value;
    },
    apiUrl(name, help) {
      const value = needed(name, help);
      if (value === '') return '';
      const url = URL.canParse(value) ? new URL(value) : null;
      if (url && /^https?:$/.test(url.protocol) && !/[#@]/.test(value)) checkReach(name, url);
      else fault(name, 'is not an address', help);
      return value;
    },
  };
}

export function splitList(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
