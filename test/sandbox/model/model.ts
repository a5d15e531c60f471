import { randomUUID } from 'node:crypto';
import { type Clock, systemClock } from '#kernel/clock.ts';
import { readControlBody } from '../control-doors.ts';
import { ControlInputError } from '../faults.ts';
import {
  type Refusal,
  type Route,
  type SimReply,
  type Simulator,
  type SimRequest,
  startSimulator,
} from '../simulator.ts';
import { MODEL_MODES, type ModelMode, type ModelRow, obedientRows, sensibleRows } from './model-answers.ts';
import { type ChatRequest, isRecord, modelError, readChatRequest } from './model-request.ts';

export type { ModelMode };

export const SANDBOX_MODEL_NAME = 'sandbox-ranker';
export const SANDBOX_MODEL_KEY = 'sk-sandbox-model-key-0123456789';

export interface ModelSimOptions {
  readonly port: number;
  readonly clock?: Clock;
  readonly mode?: ModelMode;
}

export interface ModelSim extends Simulator {
  /** `{origin}/v1` */
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey: string;
  /** `names`: people whom a model that obeys knows by their labels. */
  setMode(mode: ModelMode, names?: Readonly<Record<string, string>>): void;
  /** Bodies of the questions since the start or the last reset, as received; oldest first. */
  questions(): readonly string[];
}

/** A simulated OpenAI-compatible API with the one call that Rollcall makes, as OpenAI (`/v1`, Bearer) and as Azure (`/openai/v1`, api-key). */
export async function startModel(options: ModelSimOptions): Promise<ModelSim> {
  const clock = options.clock ?? systemClock;
  const standard = options.mode ?? 'sensible';
  let mode: ModelMode = standard;
  let names: Readonly<Record<string, string>> = {};
  let questions: string[] = [];

  const answer = (request: SimRequest): SimReply => {
    const chat = readChatRequest(request, SANDBOX_MODEL_NAME);
    if ('status' in chat) return chat;
    questions.push(chat.raw);
    return answerIn(mode, chat, { names, now: clock.now() });
  };
  const route = (pattern: string, name: string, keyOf: (request: SimRequest) => string): Route => ({
    method: 'POST',
    pattern,
    name,
    handle: (request) => (keyOf(request) === SANDBOX_MODEL_KEY ? answer(request) : wrongKey()),
  });

  const simulator = await startSimulator({
    name: 'model',
    port: options.port,
    clock,
    refuse,
    routes: [
      route('/v1/chat/completions', 'chat-completions', bearerOf),
      route('/openai/v1/chat/completions', 'azure-chat-completions', azureKeyOf),
    ],
    controls: [
      {
        method: 'POST',
        pattern: '/_sandbox/model',
        name: 'set-model',
        handle(request) {
          const body = readControlBody(request);
          setMode(knownMode(body['mode']), knownNames(body['names']));
          return { status: 200, body: { mode } };
        },
      },
      {
        method: 'GET',
        pattern: '/_sandbox/model',
        name: 'get-model',
        handle: () => ({ status: 200, body: { mode, modes: MODEL_MODES, questions } }),
      },
    ],
    onReset() {
      setMode(standard);
      questions = [];
    },
  });

  function setMode(next: ModelMode, known: Readonly<Record<string, string>> = {}): void {
    simulator.faults.clear();
    mode = next;
    names = known;
    const fault = FAULT_OF[next];
    if (fault !== undefined) simulator.faults.set({ route: '*', fault });
  }
  setMode(standard);

  return {
    ...simulator,
    baseUrl: `${simulator.origin}/v1`,
    model: SANDBOX_MODEL_NAME,
    apiKey: SANDBOX_MODEL_KEY,
    setMode,
    questions: () => questions,
  };
}

/** Modes in which no model is reached. */
const FAULT_OF: Partial<Readonly<Record<ModelMode, string>>> = {
  hang: 'hang',
  'slow-body': 'slow-body',
  html: 'html',
  redirect: 'redirect',
  reset: 'reset',
  huge: 'huge',
  '429': '429:30',
  '500': '500',
};

function answerIn(
  mode: ModelMode,
  chat: ChatRequest,
  { names, now }: { readonly names: Readonly<Record<string, string>>; readonly now: Date },
): SimReply {
  if (mode === 'filters-question') {
    return modelError(400, 'The response was filtered.', { code: 'content_filter', param: 'prompt' });
  }
  if (mode === 'knows-no-schema' && chat.labels !== null) {
    return modelError(400, "'response_format.type' must be 'text'", { param: 'response_format' });
  }
  const rows = mode === 'obeys-injections' ? obedientRows(chat, names) : sensibleRows(chat);
  return completion(choiceIn(mode, rows), now);
}

interface Choice {
  readonly finish_reason: string;
  readonly message: {
    readonly role: 'assistant';
    readonly content: string | null;
    readonly refusal: string | null;
  };
}

function choiceIn(mode: ModelMode, rows: readonly ModelRow[]): Choice {
  const [first, second, ...others] = rows;
  if (!first || !second) return said(JSON.stringify(answerOf(rows)));
  const changed = (rest: readonly ModelRow[]): Choice => said(JSON.stringify(answerOf(rest)));
  const whole = JSON.stringify(answerOf(rows));
  switch (mode) {
    case 'abstains':
      return said(JSON.stringify({ ...answerOf(rows), abstain: true }));
    case 'names-somebody-else':
      return changed([{ ...first, candidate: 'c99', score: 100 }, second, ...others]);
    case 'leaves-one-out':
      return changed([second, ...others]);
    case 'duplicate':
      return changed([first, { ...second, candidate: first.candidate }, ...others]);
    case 'beyond-100':
      return changed([{ ...first, score: 1_000_000 }, second, ...others]);
    case 'long-note':
      return changed([{ ...first, note: 'x'.repeat(161) }, second, ...others]);
    case 'other-shape':
      return said(JSON.stringify({ best: first.candidate }));
    case 'extra-text':
      return said(
        `<think>{ maybe c1? }</think>Here is the ranking:\n\`\`\`json\n${bare(rows)}\n\`\`\`\nBest regards`,
      );
    case 'refuses':
      return {
        ...said(null),
        message: { role: 'assistant', content: null, refusal: 'I cannot help with that.' },
      };
    case 'filters-answer':
      return { ...said(null), finish_reason: 'content_filter' };
    case 'malformed':
      return said(whole.replaceAll('"', "'"));
    case 'truncated':
      return { ...said(whole.slice(0, Math.floor(whole.length / 2))), finish_reason: 'length' };
    default:
      return said(whole);
  }
}

function answerOf(ranking: readonly ModelRow[]) {
  return { ranking, abstain: false, ticket_attempted_instruction: false };
}

/** As servers without schemas write it: what is null or false is left out. */
function bare(rows: readonly ModelRow[]): string {
  return JSON.stringify({ ranking: rows.map(({ candidate, score }) => ({ candidate, score })) });
}

function said(content: string | null): Choice {
  return { finish_reason: 'stop', message: { role: 'assistant', content, refusal: null } };
}

function completion(choice: Choice, now: Date): SimReply {
  return {
    status: 200,
    body: {
      id: `chatcmpl-${randomUUID()}`,
      object: 'chat.completion',
      created: Math.floor(now.getTime() / 1000),
      model: SANDBOX_MODEL_NAME,
      choices: [{ index: 0, logprobs: null, ...choice }],
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    },
  };
}

function bearerOf({ headers }: SimRequest): string {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** A Bearer beside it would be read as a token of Entra, and refused. */
function azureKeyOf({ headers }: SimRequest): string {
  return headers.authorization === undefined ? String(headers['api-key'] ?? '') : '';
}

function wrongKey(): SimReply {
  return modelError(401, 'Incorrect API key provided.', { code: 'invalid_api_key' });
}

function refuse({ status, reason }: Refusal): SimReply {
  return modelError(status, reason, status === 429 ? { code: 'rate_limit_exceeded' } : {});
}

function knownMode(value: unknown): ModelMode {
  const mode = MODEL_MODES.find((each) => each === value);
  if (mode !== undefined) return mode;
  throw new ControlInputError('mode', `must be one of ${MODEL_MODES.join(', ')}`);
}

function knownNames(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (isRecord(value) && Object.values(value).every((each) => typeof each === 'string')) {
    return value as Readonly<Record<string, string>>; // checked just before
  }
  throw new ControlInputError('names', 'must be an object of name to label');
}
