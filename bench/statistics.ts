/** Values sorted upwards; `share` from 0 to 1. Nearest rank, so the answer is one of the values. Throws on an empty list. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new Error('no values to take a percentile of');
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Ratio of each pair of slices that ran next to each other: load that comes and goes meets both. */
export function pairedRatio(
  ours: readonly number[],
  theirs: readonly number[],
): { readonly median: number; readonly min: number; readonly max: number } {
  const ratios = ours.map((value, index) => value / (theirs[index] ?? Number.NaN));
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}
