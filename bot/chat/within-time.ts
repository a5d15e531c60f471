/** What `work` came to within the time, `null` when it goes on. Throws what it throws in time; what it fails with later is the business of
 *  whoever waits on. */
export async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  // A failure after the time must not end the process while nobody waits.
  work.catch(() => {});
  try {
    return await Promise.race([work, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
