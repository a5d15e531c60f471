import { createHash } from 'node:crypto';

export const TENANT = '6f1c2a84-3b7d-4e59-9c08-d2a5b1e7f340';
export const BOT = '9e3f7a61-5d2c-4b18-a0e4-6c7b8d9f0e1a';
export const APP = '2d5b9f10-7c4e-4a86-b3d1-8e9f0a1b2c3d';
export const PERSON = '11111111-1111-4111-8111-111111111111';

/** 32 bytes that look random, the same for the same name. */
export function aRingKey(name: string): string {
  return `${name}:${createHash('sha256').update(name).digest('base64')}`;
}

/** The least that a deployment must set. `undefined` takes a variable away. */
export function anEnvironment(
  changes: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const all: Record<string, string | undefined> = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://rollcall.example.com',
    DESKS: TENANT,
    ENCRYPTION_KEYS: aRingKey('k1'),
    BOT_ID: BOT,
    BOT_PASSWORD: 'bot-password-of-the-test',
    BOT_TENANT_ID: TENANT,
    DESK_CLIENT_ID: APP,
    DESK_CLIENT_SECRET: 'desk-secret-of-the-test',
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
