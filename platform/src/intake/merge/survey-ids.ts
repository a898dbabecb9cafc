/** What rows of a file share. */
export interface SharedIds {
  /** Only ids that occur more than once. */
  readonly repeated: ReadonlyMap<string, RepeatedId>;
  /** Ids of digits that are in the file with leading zeros too: those of which a spreadsheet took them, with the full ones. */
  readonly shortened: ReadonlyMap<string, string>;
}

export interface RepeatedId {
  /** In order; the last counts. */
  readonly rows: readonly number[];
  /** They name different report times: several cases, or one that is written in two ways. */
  readonly isShared: boolean;
}

/** Gathers the ids of a file, row after row: what has to be kept is one number for each. */
export function surveyIds() {
  const last = new Map<string, number>();
  const repeated = new Map<string, number[]>();
  /** Epoch ms by row; NaN where the row has none. */
  const reported: number[] = [];
  const zeroLed: string[] = [];
  return {
    note(found: string, rowNo: number, reportedAt: number | null): void {
      // Through a buffer: as cut from the text, the id would keep the whole piece of the file in memory.
      const id = Buffer.from(found).toString();
      reported[rowNo] = reportedAt ?? Number.NaN;
      const before = last.get(id);
      last.set(id, rowNo);
      if (before === undefined) {
        if (id.charCodeAt(0) === 0x30 && /^0+[1-9]\d*$/.test(id)) zeroLed.push(id);
        return;
      }
      const rows = repeated.get(id);
      if (rows === undefined) repeated.set(id, [before, rowNo]);
      else rows.push(rowNo);
    },
    end(): SharedIds {
      const short = zeroLed.map((id) => [id.replace(/^0+/, ''), id] as const);
      return {
        repeated: new Map([...repeated].map(([id, rows]) => [id, { rows, isShared: differ(rows, reported) }] as const)),
        shortened: new Map(short.filter(([id]) => last.has(id))),
      };
    },
  };
}

/** Rows without a report time say nothing: they are rejected by themselves. */
const differ = (rows: RepeatedId['rows'], reported: readonly number[]): boolean =>
  new Set(rows.flatMap((row) => (Number.isNaN(reported[row] ?? Number.NaN) ? [] : [reported[row]]))).size > 1;
