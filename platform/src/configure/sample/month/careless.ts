import type { Random } from './random.ts';

/** One row on its way out of a county's system: column name to cell. */
export type Row = Record<string, string | number | null>;

/** The columns of a dialect that carelessness knows how to spoil. */
export interface SpoilableColumns {
  readonly id: string;
  readonly reported: string;
  readonly closed: string;
  readonly x: string;
  readonly y: string;
  readonly className: string;
  readonly source: string;
}

const FAULTS: readonly ((row: Row, columns: SpoilableColumns, random: Random) => void)[] = [
  (row, { x, y }) => Object.assign(row, { [x]: 0, [y]: 0 }),
  (row, { x, y }) => Object.assign(row, { [x]: 0, [y]: 0 }),
  (row, { x, y }) => Object.assign(row, { [x]: row[y], [y]: row[x] }),
  (row, { x, y }) => Object.assign(row, { [x]: null, [y]: null }),
  (row, { x }, random) => (row[x] = Number(row[x]) + random.int(1, 3)),
  (row, { className }) => (row[className] = '其它问题（待定）'),
  (row, { className }) => (row[className] = null),
  (row, { reported }) => (row[reported] = null),
  (row, { closed }) => (row[closed] = '9999-99-99'),
  (row, { id }) => (row[id] = null),
  (row, { id }) => (row[id] = '2.02610E+11'),
  (row, { source }) => (row[source] = '不详'),
];

/** Spoils a row in one of a dozen ways seen in real exports; the `turn` goes round all of them. */
export function spoil(row: Row, columns: SpoilableColumns, turn: number, random: Random): void {
  FAULTS[turn % FAULTS.length]!(row, columns, random);
}
