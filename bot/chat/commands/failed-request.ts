import type { ActionData, Verb } from '../cards/actions.ts';

/** What a question or press comes down to: the button that would ask it again. */
export interface Request {
  readonly verb: Verb;
  readonly data: ActionData;
}

/** A failure together with what "Try again" repeats. */
export class FailedRequest extends Error {
  override readonly name = 'FailedRequest';
  readonly request: Request;

  constructor(cause: unknown, request: Request) {
    super(`${request.verb} failed`, { cause });
    this.request = request;
  }
}

/** Runs `work` so that its failure can be tried again with `request`. */
export async function repeatable<T>(request: Request, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    // What has its own request already keeps it.
    throw cause instanceof FailedRequest ? cause : new FailedRequest(cause, request);
  }
}
