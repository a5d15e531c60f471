import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { REQUIRED_PERMISSIONS } from '#core/access/ports.ts';
import { readEnv } from '#env.ts';
import { publishedSchema, schemaErrors } from '../../support/published-schemas.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const EXAMPLE = read('env/.env.example');

/** Ids of Microsoft Graph's permissions (Graph docs: permissions-reference). */
const GRAPH = '00000003-0000-0000-c000-000000000000';
const ROLE_IDS: Readonly<Record<string, string>> = {
  'a70e0c2d-e793-494c-94c4-118fa0a67f42': 'Presence.Read.All',
  '7b2ebf90-d836-437f-b90d-7b62722c4456': 'Schedule.Read.All',
  '98830695-27a2-44f7-8c18-0c3ebc9698f6': 'GroupMember.Read.All',
  'df021288-bdef-4463-88db-98f22de89214': 'User.Read.All',
};
const SCOPE_IDS: Readonly<Record<string, string>> = {
  '37f7f235-527c-4136-accd-4a02d197296e': 'openid',
  '14dad69e-099b-42c9-810b-d002981feec1': 'profile',
};

interface EntraApp {
  readonly requiredResourceAccess: readonly {
    readonly resourceAppId: string;
    readonly resourceAccess: readonly { readonly id: string; readonly type: 'Role' | 'Scope' }[];
  }[];
  readonly identifierUris: readonly string[];
  readonly api: {
    readonly preAuthorizedApplications: readonly { readonly appId: string }[];
    readonly oauth2PermissionScopes: readonly { readonly value: string }[];
  };
}

describe('the Entra registration', () => {
  const app = JSON.parse(read('aad.manifest.json')) as EntraApp;

  it('CON-1: asks for exactly the four read-only permissions that the program knows, and sign-in basics', () => {
    expect(app.requiredResourceAccess.map(({ resourceAppId }) => resourceAppId)).toEqual([GRAPH]);
    const access = app.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess);
    const named = (type: string, names: Readonly<Record<string, string>>): string[] =>
      access.filter((one) => one.type === type).map(({ id }) => names[id] ?? id);
    expect(named('Role', ROLE_IDS).toSorted()).toEqual([...REQUIRED_PERMISSIONS].toSorted());
    expect(named('Scope', SCOPE_IDS).toSorted()).toEqual(['openid', 'profile']);
    expect(access).toHaveLength(6);
  });

  it('lets the two clients of Teams sign people in without asking them', () => {
    expect(app.api.oauth2PermissionScopes.map(({ value }) => value)).toEqual(['access_as_user']);
    expect(app.api.preAuthorizedApplications.map(({ appId }) => appId).toSorted()).toEqual([
      '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
      '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
    ]);
  });

  it('has the address that the app package names as the resource of single sign-on', () => {
    const { webApplicationInfo } = JSON.parse(read('appPackage/manifest.template.json')) as {
      webApplicationInfo: { resource: string };
    };
    expect(app.identifierUris).toEqual([webApplicationInfo.resource]);
  });
});

describe('the project files of the Agents Toolkit', () => {
  for (const path of ['m365agents.yml', 'm365agents.local.yml'])
    it(`${path} fits the published schema`, (context) => {
      const schema = publishedSchema('m365agents-yaml-v1.13.schema.json', context);
      expect(schemaErrors(schema, parse(read(path)))).toEqual([]);
    });

  it.each([
    ['m365agents.yml', 'env/.env.dev'],
    ['m365agents.local.yml', 'env/.env.local'],
  ])('%s uses no variable that %s does not know, or that an earlier step writes', (path, envPath) => {
    const files = [
      path,
      'aad.manifest.json',
      'infra/azure.parameters.json',
      'appPackage/manifest.template.json',
    ];
    const texts = path === 'm365agents.yml' ? files : files.filter((file) => !file.startsWith('infra/'));
    const used = new Set(
      texts.flatMap((file) => [...read(file).matchAll(/\$\{\{(\w+)\}\}/g)].map(([, name = '']) => name)),
    );
    const known = new Set(Object.keys(parseEnv(read(envPath))));
    // Secrets live in the .user file next to it.
    const unknown = [...used].filter((name) => !known.has(name) && !name.startsWith('SECRET_'));
    expect(unknown).toEqual([]);
  });
});

describe('the Azure template', () => {
  const template = read('infra/azure.bicep');

  it('gets a value for each of its parameters, and no other', () => {
    const wanted = [...template.matchAll(/^param (\w+) \w+$/gm)].map(([, name = '']) => name);
    const { parameters } = JSON.parse(read('infra/azure.parameters.json')) as { parameters: object };
    expect(Object.keys(parameters).toSorted()).toEqual(wanted.toSorted());
    expect(wanted.length).toBeGreaterThan(5);
  });

  it('hands the bot’s module what that asks for', () => {
    const module = read('infra/botRegistration/azurebot.bicep');
    const asked = [...module.matchAll(/^param (\w+) \w+$/gm)].map(([, name = '']) => name);
    const block = /module bot [^]*?params: \{([^]*?)\n {2}\}/.exec(template)?.[1] ?? '';
    expect([...block.matchAll(/^\s+(\w+):/gm)].map(([, name = '']) => name).toSorted()).toEqual(
      asked.toSorted(),
    );
  });

  it('OPS-1: starts a program that accepts its configuration', () => {
    const block = /name: 'appsettings'\n {2}properties: \{([^]*?)\n {2}\}/.exec(template)?.[1] ?? '';
    const settings = [...block.matchAll(/^\s+([A-Z_]+): (.+)$/gm)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    expect(settings.length).toBeGreaterThan(10);
    const guid = '5b1d6c0e-0f57-4d0e-9a3c-6f2b8d1c7e10';
    const values: Readonly<Record<string, string>> = {
      desks: guid,
      botId: guid,
      botTenantId: guid,
      teamsAppId: guid,
      botPassword: 'secret',
      encryptionKeys: `k1:${createHash('sha256').update('a key').digest('base64')}`,
    };
    const source = settings.map(([name, value]) => {
      const filled = value.startsWith("'")
        ? value.slice(1, -1).replaceAll(/\$\{[^}]+\}/g, 'example.com')
        : values[value];
      return [name, filled] as const;
    });
    expect(source.filter(([, value]) => value === undefined)).toEqual([]);
    expect(readEnv(Object.fromEntries(source))).toMatchObject({
      publicUrl: 'https://example.com',
      port: 8080,
    });
  });
});

describe('env/.env.example', () => {
  it('OPS-1: names every variable that the program reads', () => {
    const known = new Set(Object.keys(parseEnv(EXAMPLE)));
    const wanted = [...namesReadBy({}), ...namesReadBy({ DESK_CLIENT_CERTIFICATE_THUMBPRINT: 'x' })];
    expect(wanted.length).toBeGreaterThan(15);
    expect(wanted.filter((name) => !known.has(name))).toEqual([]);
  });

  it('says a sentence about each', () => {
    const lines = EXAMPLE.split('\n');
    const bare = lines.filter(
      (line, index) => /^[A-Z_]+=/.test(line) && !/^# [^-].*\S$/.test(lines[index - 1] ?? ''),
    );
    expect(bare).toEqual([]);
  });

  it('holds no secret, nor does any other file of the folder that git keeps', () => {
    const secret = /(?:SECRET|PASSWORD|KEYS?|TOKEN)\w*$/;
    for (const name of readdirSync(join(ROOT, 'env')).filter((file) => !file.endsWith('.user')))
      for (const [variable, value] of Object.entries(parseEnv(read(`env/${name}`))))
        expect(secret.test(variable) && value !== '', `${name}: ${variable}`).toBe(false);
  });
});

/** The variables that reading the configuration asks for. `NAME_FILE` is the same variable, given as a file. */
function namesReadBy(given: Readonly<Record<string, string>>): string[] {
  const asked = new Set<string>();
  const source = new Proxy(given, {
    get(target, name) {
      if (typeof name === 'string') asked.add(name);
      return Reflect.get(target, name) as unknown;
    },
  });
  expect(() => readEnv(source)).toThrow('is missing');
  return [...asked].filter((name) => !name.endsWith('_FILE'));
}
