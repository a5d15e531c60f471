import { type Permission, PERMISSIONS } from '#core/access/policy.ts';
import { type AppError, toAppError } from '#kernel/errors.ts';
import { addMilliseconds } from '#kernel/interval.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import type { ActionData, Verb } from './cards/actions.ts';
import type { Viewer } from './cards/card.ts';
import { errorCard } from './cards/error-card.ts';
import type { ChatTools } from './services.ts';
import type { Answer } from './turn.ts';

export type ErrorTools = Pick<ChatTools, 'logger' | 'newId' | 'links' | 'services'>;

/** What "Try again" presses; `null` where trying again cannot help. */
export interface Retry {
  readonly verb: Verb;
  readonly data: ActionData;
}

/** For whom a failure is worded. */
export interface ErrorAudience {
  readonly deskId: DeskId;
  readonly viewer: Viewer;
  readonly now: Date;
}

/** Words a failure for the person who asked, with a reference that stands in the log beside the cause (CHAT-7). Never throws. */
export async function replyToError(
  cause: unknown,
  options: ErrorAudience & { readonly tools: ErrorTools; readonly retry: Retry | null },
): Promise<Answer> {
  const { deskId, viewer, now, tools, retry } = options;
  const error = toAppError(cause);
  return {
    card: errorCard({
      code: error.code,
      details: error.details,
      reference: noteError(error, tools, deskId),
      retryAt: retryAtOf(error, now),
      viewer,
      links: tools.links,
      askNames: error.code === 'not_allowed' ? await whomToAsk(error, deskId, tools) : [],
      consentVerb: viewer.role === 'admin',
      retry,
    }),
  };
}

/** Logs a failure once and answers its reference: six characters that a person can read out. */
export function noteError(
  error: AppError,
  { logger, newId }: Pick<ChatTools, 'logger' | 'newId'>,
  deskId: string,
): string {
  // The end of an id of ours is chance; its beginning is the time.
  const reference = newId().replaceAll('-', '').slice(-6).toUpperCase();
  const fields = { reference, code: error.code, deskId, remedy: error.remedy };
  if (error.code === 'unexpected') {
    const { cause } = error;
    logger.error('chat.failed', { ...fields, error: cause instanceof Error ? cause : error });
  } else {
    logger.info('chat.refused-by-rule', fields);
  }
  return reference;
}

function retryAtOf(error: AppError, now: Date): Date | null {
  return error.retryAfterSeconds === null ? null : addMilliseconds(now, error.retryAfterSeconds * 1000);
}

/** People who hold the role that was missing. Not knowing them does not keep the answer back. */
async function whomToAsk(error: AppError, deskId: DeskId, tools: ErrorTools): Promise<readonly string[]> {
  const permission = error.details['permission'];
  if (typeof permission !== 'string' || !Object.hasOwn(PERMISSIONS, permission)) return [];
  const { role } = PERMISSIONS[permission as Permission]; // just found in the table
  try {
    return await tools.services.roles.namesWith(deskId, role);
  } catch {
    return [];
  }
}
