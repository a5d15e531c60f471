import type { OpenAI } from 'openai';
import { createGuardedFetch, type Fetch } from './guarded-fetch.ts';
import type { Prompt } from './prompt.ts';

export interface ModelAccess {
  /** Of an OpenAI-compatible API, up to and with its version: `https://api.openai.com/v1`, `https://NAME.openai.azure.com/openai/v1`. */
  readonly baseUrl: string;
  /** With Azure, the name of the deployment. */
  readonly model: string;
  readonly apiKey: string;
  /** The platform's unless said. */
  readonly fetch?: Fetch;
}

/** What came of one call. `refusal`: the provider's filter did not let the question through. `status` is `null` where no answer came. */
export type CallOutcome =
  | { readonly kind: 'answered'; readonly body: unknown }
  | { readonly kind: 'refusal' }
  | { readonly kind: 'failed'; readonly status: number | null; readonly code: string | null };

/** One call, schema or not; never throws, and gives up when `signal` says so. */
export type Complete = (
  prompt: Prompt,
  options: { readonly withSchema: boolean; readonly signal: AbortSignal },
) => Promise<CallOutcome>;

/** Above our own deadline, which ends every call: the package's would only name it differently. */
const PACKAGE_TIMEOUT_MS = 60_000;

/** Calls through the `openai` package, which is loaded with the first one: 32 MB that nobody without a model needs. */
export function createCompletions(access: ModelAccess): Complete {
  let loading: Promise<{ readonly client: OpenAI; readonly statusOf: (error: unknown) => Status }> | null =
    null;
  const load = async () => {
    const { OpenAI, APIError } = await import('openai');
    const client = new OpenAI(clientOptions(access));
    const statusOf = (error: unknown): Status =>
      error instanceof APIError
        ? { status: error.status ?? null, code: wordOf(error.code) }
        : { status: null, code: null };
    return { client, statusOf };
  };
  return async (prompt, { withSchema, signal }) => {
    loading ??= load();
    const { client, statusOf } = await loading;
    try {
      const body: unknown = await client.chat.completions.create(
        {
          model: access.model,
          messages: prompt.messages.map(({ role, content }) => ({ role, content })),
          ...(withSchema ? { response_format: formatOf(prompt) } : {}),
        },
        { signal },
      );
      return { kind: 'answered', body };
    } catch (error) {
      const { status, code } = statusOf(error);
      // Azure filters a question with 400 and this code (Azure OpenAI docs: concepts/content-filter).
      return code === 'content_filter' ? { kind: 'refusal' } : { kind: 'failed', status, code };
    }
  };
}

interface Status {
  readonly status: number | null;
  readonly code: string | null;
}

function formatOf({ schema }: Prompt) {
  return { type: 'json_schema' as const, json_schema: { name: 'ranking', strict: true, schema } };
}

/** Everything that the package would otherwise look for in the environment is said, so that nothing there sends the key elsewhere. */
function clientOptions({ baseUrl, apiKey, fetch }: ModelAccess) {
  return {
    baseURL: baseUrl,
    apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: PACKAGE_TIMEOUT_MS,
    // It would write headers and texts.
    logLevel: 'off' as const,
    fetch: createGuardedFetch(fetch ?? ((url, init) => globalThis.fetch(url, init))),
    ...(isAzure(baseUrl) ? { defaultHeaders: { authorization: null, 'api-key': apiKey } } : {}),
  };
}

/** Azure takes keys in a header of its own; a key as Bearer is read as a token of Entra by its older versions (Azure OpenAI docs: reference). */
function isAzure(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return /\.(?:openai|cognitiveservices|services\.ai)\.azure\.(?:com|us|cn)$/i.test(hostname);
}

/** A code is the provider's: it goes into the log as a word or not at all. */
function wordOf(code: string | null | undefined): string | null {
  return typeof code === 'string' && /^[a-z_]{1,40}$/i.test(code) ? code : null;
}
