/** What rows of a file share. */
export interface SharedIds {
  /** Only ids that occur more than once. */
  readonly repeated: ReadonlyMap<string, RepeatedId>;
  /** Ids of digits that are in the file with leading zeros too: those of which a spreadsheet took them, with the full ones. */
  readonly shortened: ReadonlyMap<string, string>;
}

export interface RepeatedId {
  /** Lines of the file, in order; the last counts. */
  readonly lines: readonly number[];
  /** They name different report times: several cases, or one that is written in two ways. */
  readonly isShared: boolean;
}

/** Gathers the ids of a file, row after row: what has to be kept is one number for each. */
export function surveyIds() {
  const last = new Map<string, number>();
  const repeated = new Map<string, number[]>();
  /** Epoch ms by line; NaN where the row has none. */
  const reported: number[] = [];
  const zeroLed: string[] = [];
  return {
    note(found: string, line: number, reportedAt: number | null): void {
      // Through a buffer: as cut from the text, the id would keep the whole piece of the file in memory.
      const id = Buffer.from(found).toString();
      reported[line] = reportedAt ?? Number.NaN;
      const before = last.get(id);
      last.set(id, line);
      if (before === undefined) {
        if (id.charCodeAt(0) === 0x30 && /^0+[1-9]\d*$/.test(id)) zeroLed.push(id);
        return;
      }
      const lines = repeated.get(id);
      if (lines === undefined) repeated.set(id, [before, line]);
      else lines.push(line);
    },
    end(): SharedIds {
      const short = zeroLed.map((id) => [id.replace(/^0+/, ''), id] as const);
      return {
        repeated: new Map(
          [...repeated].map(([id, lines]) => [id, { lines, isShared: differ(lines, reported) }] as const),
        ),
        shortened: new Map(short.filter(([id]) => last.has(id))),
      };
    },
  };
}

/** Rows without a report time say nothing: they are rejected by themselves. */
const differ = (lines: RepeatedId['lines'], reported: readonly number[]): boolean =>
  new Set(lines.flatMap((line) => (Number.isNaN(reported[line] ?? Number.NaN) ? [] : [reported[line]]))).size > 1;
