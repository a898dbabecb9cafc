/**
 * The rows of a list as somebody sees them. Live changes never move a row: values change in place, what is new waits, and what
 * has gone stays where it is until the reader asks for the list anew.
 */
export interface Shown<Row extends Keyed> {
  /** Keys from top to bottom. */
  readonly order: readonly string[];
  readonly rows: ReadonlyMap<string, Row>;
  /** Rows that belong to the list and are not in it yet. */
  readonly waiting: ReadonlyMap<string, Row>;
  /** Rows of the list that do not belong to it any more. */
  readonly gone: ReadonlySet<string>;
}

export interface Keyed {
  readonly key: string;
  /** ISO instant that the list is ordered by; the key decides between equals. */
  readonly queueAt: string;
}

/** A list as it was fetched. */
export function shownOf<Row extends Keyed>(rows: readonly Row[]): Shown<Row> {
  return {
    order: [...new Set(rows.map(({ key }) => key))],
    rows: new Map(rows.map((row) => [row.key, row])),
    waiting: new Map(),
    gone: new Set(),
  };
}

/** The next page, below what is shown; rows that came by themselves meanwhile stay where they are. */
export function withPage<Row extends Keyed>(shown: Shown<Row>, page: readonly Row[]): Shown<Row> {
  const fresh = page.filter(({ key }) => !shown.rows.has(key));
  const waiting = new Map(shown.waiting);
  for (const { key } of fresh) waiting.delete(key);
  return {
    order: [...shown.order, ...fresh.map(({ key }) => key)],
    rows: new Map([...shown.rows, ...page.map((row) => [row.key, row] as const)]),
    waiting,
    gone: shown.gone,
  };
}

/** What became of some rows: a row where it belongs to the list, null where it does not. */
export function withChanges<Row extends Keyed>(
  shown: Shown<Row>,
  changes: Iterable<readonly [key: string, row: Row | null]>,
): Shown<Row> {
  const [rows, waiting, gone] = [new Map(shown.rows), new Map(shown.waiting), new Set(shown.gone)];
  for (const [key, row] of changes) {
    if (row === null) {
      waiting.delete(key);
      if (rows.has(key)) gone.add(key);
    } else if (rows.has(key)) {
      rows.set(key, row);
      gone.delete(key);
    } else waiting.set(key, row);
  }
  return { order: shown.order, rows, waiting, gone };
}

/** What a fresh fetch of the whole list says, as changes. */
export function changesFrom<Row extends Keyed>(
  shown: Shown<Row>,
  fetched: readonly Row[],
  complete: boolean,
): [string, Row | null][] {
  const found = new Set(fetched.map(({ key }) => key));
  const last = fetched.at(-1);
  // Of a page that does not reach the end only what lies before its last row is known to be missing.
  const reached = (key: string): boolean => {
    const row = shown.rows.get(key) ?? shown.waiting.get(key);
    return complete || (row !== undefined && last !== undefined && isBefore(row, last));
  };
  const missing = [...shown.order, ...shown.waiting.keys()].filter((key) => !found.has(key) && reached(key));
  return [
    ...fetched.map((row) => [row.key, row] as [string, Row]),
    ...missing.map((key) => [key, null] as [string, null]),
  ];
}

/** The list anew, because the reader asked for it or looks elsewhere: in order, without what has gone. */
export function settled<Row extends Keyed>(shown: Shown<Row>): Shown<Row> {
  const all = new Map([...shown.rows, ...shown.waiting]);
  for (const key of shown.gone) all.delete(key);
  return shownOf([...all.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1)));
}

const isBefore = (a: Keyed, b: Keyed): boolean => {
  const [at, bt] = [Date.parse(a.queueAt), Date.parse(b.queueAt)];
  return at === bt ? a.key < b.key : at < bt;
};

/** The row to go on with: the next one that has not gone, below, else above; null when none is left. */
export function nextOf<Row extends Keyed>(
  { order, gone }: Shown<Row>,
  key: string | null,
  step: 1 | -1 = 1,
): string | null {
  const at = key === null ? (step === 1 ? -1 : order.length) : order.indexOf(key);
  for (let index = at + step; index >= 0 && index < order.length; index += step) {
    if (!gone.has(order[index]!)) return order[index]!;
  }
  return null;
}
