/**
 * Bars of a histogram.
 *
 * @param {(number | null)[]} values printed whole numbers
 * @param {number} count how many bars are wished for
 * @returns {{ low: number, high: number, width: number, counts: number[] } | null} null without values;
 *   every bar holds low + i·width ≤ x < low + (i+1)·width, the last one its upper end too
 */
export function bins(values, count) {
  const known = /** @type {number[]} */ (values.filter((value) => value !== null));
  if (known.length === 0) return null;
  const low = known.reduce((least, value) => Math.min(least, value));
  const high = known.reduce((most, value) => Math.max(most, value));
  const width = Math.max(1, (high - low) / count);
  const counts = new Array(Math.max(1, Math.min(count, Math.ceil((high - low) / width)))).fill(0);
  for (const value of known) {
    counts[Math.min(counts.length - 1, Math.floor((value - low) / width))] += 1;
  }
  return { low, high, width, counts };
}
