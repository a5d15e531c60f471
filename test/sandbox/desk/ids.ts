import { createHash } from 'node:crypto';

/** The made-up tenants, registrations and well-known ids of the sandbox. Everything else gets its id from `guidOf`. */
export const DESK_TENANT_ID = '6f1c2a84-3b7d-4e59-9c08-d2a5b1e7f340';
export const OTHER_TENANT_ID = 'b8d4e6f2-91a3-4c75-8e2b-5f60c7d8a911';
/** Exists in Entra and has never heard of Rollcall: for consent that was never asked. */
export const EMPTY_TENANT_ID = '0a9e8d7c-6b5a-4f43-a2b1-c0d9e8f7a6b5';

/** The desk's app registration, which is also the audience of the tab's single sign-on. */
export const DESK_CLIENT_ID = '2d5b9f10-7c4e-4a86-b3d1-8e9f0a1b2c3d';
export const DESK_CLIENT_SECRET = 'sandbox-desk-secret';
export const BOT_ID = '9e3f7a61-5d2c-4b18-a0e4-6c7b8d9f0e1a';
export const BOT_PASSWORD = 'sandbox-bot-password';

/** Directory role template: Entra built-in roles reference. */
export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** A well-formed version 4 GUID that is always the same for `text`. */
export function guidOf(text: string): string {
  const hex = createHash('sha256').update(`rollcall-sandbox:${text}`).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}
