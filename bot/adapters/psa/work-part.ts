import type { WorkPart } from '#core/dispatch/ports.ts';
import { type AppError, toAppError } from '#kernel/errors.ts';

/** What a part of the work is, or why it could not be read. */
export type PartReading<Value> =
  | { readonly value: Value }
  | { readonly part: WorkPart; readonly error: AppError };

/** Throws what neither the PSA nor the store did: a fault of the program is no part that could not be read. */
export async function part<Value>(name: WorkPart, answer: Promise<Value>): Promise<PartReading<Value>> {
  try {
    return { value: await answer };
  } catch (cause) {
    const error = toAppError(cause);
    if (!error.code.startsWith('psa_') && error.code !== 'store_down') throw cause;
    return { part: name, error };
  }
}
