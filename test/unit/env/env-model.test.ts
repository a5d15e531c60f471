import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../bot/env.ts';
import { EnvError, type EnvFault } from '../../../bot/env-faults.ts';
import { anEnvironment } from './env-values.ts';

const MODEL = {
  MODEL_BASE_URL: 'https://api.openai.com/v1',
  MODEL_NAME: 'a-model',
  MODEL_API_KEY: 'sk-key-of-the-test-0123456789',
};

function faultsOf(changes: Readonly<Record<string, string | undefined>>): readonly EnvFault[] {
  try {
    readEnv(anEnvironment({ ...MODEL, ...changes }));
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
  return [];
}

describe('DIS-5: the language model of an environment', () => {
  it.each<[string, Record<string, string | undefined>]>([
    ['nothing is set', { MODEL_BASE_URL: undefined, MODEL_NAME: undefined, MODEL_API_KEY: undefined }],
    ['all three are empty', { MODEL_BASE_URL: '', MODEL_NAME: ' ', MODEL_API_KEY: '' }],
  ])('is none where %s', (_, changes) => {
    expect(readEnv(anEnvironment({ ...MODEL, ...changes })).model).toBeNull();
  });

  it.each([
    ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
    ['https://contoso.openai.azure.com/openai/v1/', 'https://contoso.openai.azure.com/openai/v1'],
    [
      'https://contoso.openai.azure.com/openai/deployments/a-model?api-version=2024-10-21',
      'https://contoso.openai.azure.com/openai/deployments/a-model?api-version=2024-10-21',
    ],
  ])('is at %s', (given, baseUrl) => {
    expect(readEnv(anEnvironment({ ...MODEL, MODEL_BASE_URL: given })).model).toEqual({
      baseUrl,
      name: 'a-model',
      apiKey: MODEL.MODEL_API_KEY,
    });
  });

  it.each(['MODEL_BASE_URL', 'MODEL_NAME', 'MODEL_API_KEY'])('without %s alone is a fault', (variable) => {
    expect(faultsOf({ [variable]: undefined })).toEqual([
      {
        variable,
        problem: 'is missing',
        remedy: expect.stringMatching(/Or leave all three of the model empty\.$/),
      },
    ]);
  });

  it('S36: one of the three names both others, at once', () => {
    const names = faultsOf({ MODEL_BASE_URL: undefined, MODEL_API_KEY: undefined }).map(
      ({ variable }) => variable,
    );
    expect(names).toEqual(['MODEL_BASE_URL', 'MODEL_API_KEY']);
  });

  it.each([
    ['api.openai.com/v1', 'is not an address'],
    ['ftp://api.openai.com/v1', 'is not an address'],
    ['https://user:hunter22@api.openai.com/v1', 'is not an address'],
    ['https://api.openai.com/v1#x', 'is not an address'],
    ['http://api.openai.com/v1', 'is not a public https address'],
    ['https://localhost/v1', 'is not a public https address'],
    ['http://127.0.0.1:11434/v1', 'is not a public https address'],
  ])('S36: %s %s', (given, problem) => {
    const faults = faultsOf({ MODEL_BASE_URL: given });
    expect(faults).toMatchObject([{ variable: 'MODEL_BASE_URL', problem }]);
    expect(JSON.stringify(faults)).not.toContain('hunter22');
  });

  it('the sandbox’s leave opens loopback and plain http', () => {
    const local = { MODEL_BASE_URL: 'http://127.0.0.1:4708/v1', NODE_ENV: undefined };
    expect(faultsOf({ ...local, ROLLCALL_ALLOW_LOOPBACK: '1' })).toEqual([]);
    expect(faultsOf(local)).toMatchObject([{ variable: 'MODEL_BASE_URL' }]);
  });

  it('S28: no fault repeats the key', () => {
    expect(JSON.stringify(faultsOf({ MODEL_NAME: undefined, MODEL_BASE_URL: 'x' }))).not.toContain('sk-key');
  });
});
