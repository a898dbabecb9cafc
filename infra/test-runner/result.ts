/** What one step of `npm test` proved. */
export type Result = {
  passed: number;
  failed: number;
  skipped: number;
  /** Printed below the step: what failed, why something was skipped, figures nobody judges. */
  notes: string[];
  /** Test files that ran, with their seconds. */
  files: { name: string; seconds: number }[];
};

export const nothing: Result = { passed: 0, failed: 0, skipped: 0, notes: [], files: [] };

export const passed = (note?: string): Result => ({ ...nothing, passed: 1, notes: note === undefined ? [] : [note] });
export const failed = (note: string): Result => ({ ...nothing, failed: 1, notes: [note] });
export const skipped = (note: string): Result => ({ ...nothing, skipped: 1, notes: [note] });

export function sum(results: Result[]): Result {
  return results.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
      notes: [...all.notes, ...one.notes],
      files: [...all.files, ...one.files],
    }),
    nothing,
  );
}
