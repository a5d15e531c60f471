/** A read that is under way and may never be awaited: its failure is told to whoever does. */
export function begun<Value>(reading: Promise<Value>): Promise<Value> {
  reading.catch(() => {});
  return reading;
}
