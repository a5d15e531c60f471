/** `answer`, or `late` when it has not come after `milliseconds`. Rejects as `answer` does; what comes late is dropped. */
export async function withDeadline<Value>(
  answer: Promise<Value>,
  milliseconds: number,
): Promise<Value | 'late'> {
  const { promise, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(resolve, milliseconds, 'late');
  answer.catch(() => undefined); // a failure after the deadline is nobody's any more
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
