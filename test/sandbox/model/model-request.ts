import type { SimReply, SimRequest } from '../routing.ts';

/** What Rollcall asks of a chat completion, once it was found well-formed. */
export interface ChatRequest {
  /** `null`: the caller asked for plain text. */
  readonly labels: readonly string[] | null;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  /** As received. */
  readonly raw: string;
}

/** The error shape of the OpenAI API. */
export function modelError(
  status: number,
  message: string,
  more: { readonly code?: string; readonly param?: string } = {},
): SimReply {
  const type = status === 401 || status === 429 || status >= 500 ? 'server_error' : 'invalid_request_error';
  return {
    status,
    body: { error: { message, type, param: more.param ?? null, code: more.code ?? null } },
  };
}

const KNOWN = new Set(['model', 'messages', 'response_format']);

/** As strict as the strictest provider: unknown arguments are refused, and so is a schema that Azure would not take. */
export function readChatRequest(request: SimRequest, model: string): ChatRequest | SimReply {
  const body = parsed(request.body);
  if (!isRecord(body)) return modelError(400, 'We could not parse the JSON body of your request.');
  const unknown = Object.keys(body).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) {
    return modelError(400, `Unrecognized request argument supplied: ${unknown}`, { param: unknown });
  }
  if (body['model'] !== model) {
    return modelError(404, 'The model does not exist or you do not have access to it.', {
      code: 'model_not_found',
    });
  }
  const messages = readMessages(body['messages']);
  if (messages === null) return modelError(400, 'Invalid messages.', { param: 'messages' });
  const format = body['response_format'];
  if (format === undefined) return { labels: null, messages, raw: request.body };
  const problem = problemOfFormat(format);
  if (problem !== null) {
    return modelError(400, `Invalid schema for response_format 'ranking': ${problem}`, {
      param: 'response_format',
    });
  }
  return { labels: labelsIn(format), messages, raw: request.body };
}

function readMessages(value: unknown): ChatRequest['messages'] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const messages = value.map((each: unknown) => {
    if (!isRecord(each)) return null;
    const { role, content } = each;
    const isKnown = role === 'system' || role === 'user';
    return isKnown && typeof content === 'string' ? { role, content } : null;
  });
  return messages.every((each) => each !== null) ? messages : null;
}

function problemOfFormat(format: unknown): string | null {
  if (!isRecord(format) || format['type'] !== 'json_schema') return 'the type must be json_schema';
  const wrapper = format['json_schema'];
  if (!isRecord(wrapper)) return 'json_schema is missing';
  if (typeof wrapper['name'] !== 'string' || !/^[\w-]{1,64}$/.test(wrapper['name'])) return 'name';
  if (wrapper['strict'] !== true) return 'strict must be true';
  const { schema } = wrapper;
  if (!isRecord(schema) || schema['type'] !== 'object') return 'the root must be an object';
  return problemOfSchema(schema, '(root)');
}

const KEYWORDS = new Set([
  'type',
  'description',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
]);

function problemOfSchema(schema: unknown, at: string): string | null {
  if (!isRecord(schema)) return `${at} is no schema`;
  const unknown = Object.keys(schema).find((keyword) => !KEYWORDS.has(keyword));
  if (unknown !== undefined) return `${at}: '${unknown}' is not permitted`;
  if (schema['type'] === 'array') return problemOfSchema(schema['items'], `${at}.items`);
  if (schema['type'] !== 'object') return null;
  const { properties, required } = schema;
  if (!isRecord(properties)) return `${at}: 'properties' is missing`;
  if (schema['additionalProperties'] !== false) return `${at}: 'additionalProperties' must be false`;
  const names = Object.keys(properties);
  const isWhole =
    Array.isArray(required) &&
    required.length === names.length &&
    names.every((name) => required.includes(name));
  if (!isWhole) return `${at}: 'required' must include every key in properties`;
  return names
    .map((name) => problemOfSchema(properties[name], `${at}.${name}`))
    .reduce((first, problem) => first ?? problem, null);
}

function labelsIn(format: unknown): readonly string[] | null {
  const path = ['json_schema', 'schema', 'properties', 'ranking', 'items', 'properties', 'candidate', 'enum'];
  const found = path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), format);
  return Array.isArray(found) && found.every((each) => typeof each === 'string') ? found : null;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
