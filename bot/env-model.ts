import type { FaultList } from './env-faults.ts';
import type { EnvReader } from './env-reader.ts';

/** The language model that may help to rank (DIS-5). */
export interface ModelAccess {
  /** Up to and with the version of the API; may carry the `api-version` of Azure's older addresses. */
  readonly baseUrl: string;
  readonly name: string;
  readonly apiKey: string;
}

const NAMES = ['MODEL_BASE_URL', 'MODEL_NAME', 'MODEL_API_KEY'] as const;
const HELP = {
  MODEL_BASE_URL: 'Write the address of the API with its version, such as https://api.openai.com/v1.',
  MODEL_NAME: 'Write the name of the model; with Azure, that of the deployment.',
  MODEL_API_KEY: 'Copy a key of the model’s provider; a server that wants none takes any.',
};

/** `null` when none of the three is set: no model is used. Some of the three are a fault: nobody guesses where tickets are sent. */
export function readModelAccess(reader: EnvReader, faults: FaultList): ModelAccess | null {
  const given = NAMES.filter((name) => reader.text(name) !== '' || faults.has(name));
  if (given.length === 0) return null;
  const all = 'Or leave all three of the model empty.';
  return {
    baseUrl: trimSlash(reader.apiUrl('MODEL_BASE_URL', `${HELP.MODEL_BASE_URL} ${all}`)),
    name: reader.needed('MODEL_NAME', `${HELP.MODEL_NAME} ${all}`),
    apiKey: reader.needed('MODEL_API_KEY', `${HELP.MODEL_API_KEY} ${all}`),
  };
}

function trimSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
