import type { Variables } from '../../../appPackage/manifest.ts';

/** A deployment with everything filled in. */
export const VARIABLES: Variables = {
  TEAMS_APP_ID: '0d3f2a1b-5c6d-4e7f-8a9b-0c1d2e3f4a5b',
  BOT_ID: '1e4a3b2c-6d7e-4f8a-9b0c-1d2e3f4a5b6c',
  BOT_DOMAIN: 'rollcall.example.com',
  APP_NAME_SUFFIX: '',
  DEVELOPER_NAME: 'Northwind Desk',
  DEVELOPER_WEBSITE_URL: 'https://northwind.example.com/help',
  PRIVACY_URL: 'https://northwind.example.com/privacy',
  TERMS_OF_USE_URL: 'https://northwind.example.com/terms',
};

export const COMMANDS_LISTED = [
  { title: "who's available", help: 'Everybody on the desk, with the reason', listed: true },
  { title: 'auto-map', help: 'Link technicians with people of your organisation', listed: true },
  { title: 'help', help: 'What you can ask', listed: true },
  { title: 'secret handshake', help: 'Not offered', listed: false },
] as const;

export const GERMAN_COMMANDS = [
  { title: 'wer ist verfügbar', help: 'Alle im Desk, mit dem Grund', listed: true },
  { title: 'Auto-Zuordnung', help: 'Techniker Personen Ihrer Organisation zuordnen', listed: true },
  { title: 'Hilfe', help: 'Was Sie fragen können', listed: true },
  { title: 'geheimer Handschlag', help: 'Nicht angeboten', listed: false },
] as const;

export const NO_FEATURES = { tab: false, dispatch: false, messageExtension: false } as const;
export const ALL_FEATURES = { tab: true, dispatch: true, messageExtension: true } as const;
