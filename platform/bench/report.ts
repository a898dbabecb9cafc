/** One benchmark's answer: printed as one JSON line. `ratio` is the median of interleaved runs, the worst of its parts. */
export interface BenchLine {
  readonly bench: string;
  readonly ratio: number;
  /** How the ratio is judged, e.g. "<= 1.10". */
  readonly goal: string;
  /** Is every condition of the goal met? */
  readonly met: boolean;
  readonly reference: string;
  readonly figures: Record<string, unknown>;
}

export function print(line: BenchLine): void {
  process.stdout.write(`${JSON.stringify({ ...line, ratio: round(line.ratio) })}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}

/** The value that a share of all do not exceed: 0.95 for p95. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
}

export const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Shows the person waiting what runs; on stderr, so that stdout stays JSON lines. */
export const say = (text: string): void => void process.stderr.write(`  ${text}\n`);
