import { sql, type RawBuilder } from 'kysely';
import {
  boolArray,
  dateArray,
  float8Array,
  int2Array,
  int4Array,
  int8Array,
  jsonbArray,
  textArray,
  timestamptzArray,
  uuidArray,
} from './pg-arrays.ts';

type Maybe<T> = T | null | undefined;

/** One column of the rows handed to a statement: its type, and where its value comes from. */
export type Column<Row> =
  | { readonly type: 'uuid' | 'text' | 'date' | 'jsonb'; readonly of: (row: Row) => Maybe<string> }
  | { readonly type: 'int2' | 'int4' | 'int8' | 'float8'; readonly of: (row: Row) => Maybe<number> }
  | { readonly type: 'bool'; readonly of: (row: Row) => Maybe<boolean> }
  | { readonly type: 'timestamptz'; readonly of: (row: Row) => Maybe<Date> };

export type Columns<Row> = Readonly<Record<string, Column<Row>>>;

/** A field of an object, and the column it is kept in. */
export interface StoredField {
  readonly column: string;
  readonly type: Column<never>['type'];
}

/** Columns for fields that lie under names of their own in a part of each row. */
export const columnsOf = <Row, Name extends string>(
  fields: Readonly<Record<Name, StoredField>>,
  partOf: (row: Row) => Readonly<Record<Name, unknown>>,
): Columns<Row> =>
  Object.fromEntries(
    (Object.entries(fields) as [Name, StoredField][]).map(([name, { column, type }]) => [
      column,
      { type, of: (row: Row) => partOf(row)[name] } as Column<Row>,
    ]),
  );

/**
 * `(select unnest($1::uuid[]) as id, unnest($2::text[]) as kind, …) as r` over rows; column order is that of `columns`. In a
 * select list the arrays are read side by side; as functions of a FROM each would be copied into a store of its own first.
 * Nulls at the end of a column are not sent, because a shorter array is filled up with them: half of the columns of new cases
 * are null in every row. One column at least must end in a value, as a key does.
 */
export function unnestRows<Row>(rows: readonly Row[], columns: Columns<Row>): RawBuilder<unknown> {
  const arrays = Object.entries(columns).map(
    ([name, column]) => sql`unnest(${arrayOf(rows, column)}::${sql.raw(column.type)}[]) as ${sql.raw(name)}`,
  );
  return sql`(select ${sql.join(arrays)}) as r`;
}

/** Column names as they stand in an insert list. */
export const namesOf = (columns: Columns<never>): RawBuilder<unknown> => sql.raw(Object.keys(columns).join(', '));

/** `name = <from>.name, …` for every column but the key. */
export const assignments = (columns: Columns<never>, from: 'r' | 'excluded', key: string): RawBuilder<unknown> =>
  sql.raw(
    Object.keys(columns)
      .filter((name) => name !== key)
      .map((name) => `${name} = ${from}.${name}`)
      .join(', '),
  );

/** Whether two rows differ in one of the columns: `(a.id, a.kind, …) is distinct from (b.id, b.kind, …)`. */
export const differ = (columns: Columns<never>, a: string, b: string): RawBuilder<boolean> => {
  const of = (alias: string): string => Object.keys(columns).map((name) => `${alias}.${name}`).join(', '); // prettier-ignore
  return sql.raw(`(${of(a)}) is distinct from (${of(b)})`);
};

function arrayOf<Row>(rows: readonly Row[], column: Column<Row>): Buffer {
  switch (column.type) {
    case 'uuid':
      return uuidArray(valuesOf(rows, column.of));
    case 'text':
      return textArray(valuesOf(rows, column.of));
    case 'date':
      return dateArray(valuesOf(rows, column.of));
    case 'jsonb':
      return jsonbArray(valuesOf(rows, column.of));
    case 'int2':
      return int2Array(valuesOf(rows, column.of));
    case 'int4':
      return int4Array(valuesOf(rows, column.of));
    case 'int8':
      return int8Array(valuesOf(rows, column.of));
    case 'float8':
      return float8Array(valuesOf(rows, column.of));
    case 'bool':
      return boolArray(valuesOf(rows, column.of));
    case 'timestamptz':
      return timestamptzArray(valuesOf(rows, column.of));
  }
}

/** Values of a column up to the last that is not null. */
function valuesOf<Row, Value>(rows: readonly Row[], of: (row: Row) => Maybe<Value>): Maybe<Value>[] {
  const values = rows.map(of);
  while (values.length > 0 && (values.at(-1) ?? null) === null) values.pop();
  return values;
}
