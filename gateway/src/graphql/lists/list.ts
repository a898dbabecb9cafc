import '../service/graphile-env.ts';
import { listOfCodec, TYPES, type PgCodec } from 'postgraphile/@dataplan/pg';
import { sql, type SQL } from 'postgraphile/pg-sql2';

/** Names the tenant, or the city, of a further table as the list names it for its own rows. */
export type SameReach = (alias: SQL) => SQL;

/** The body whose work is asked for, and the desks it replaces where that is the asker’s own. */
export type UnitsOf = (unitId: number) => readonly number[];

/** An argument of a list. Where it is not given, nothing of it is written into the statement. */
export interface Argument {
  /** As GraphQL writes it. */
  readonly type: string;
  readonly codec: PgCodec;
  /** The condition it puts on a row. */
  readonly where: (row: SQL, value: SQL, sameReach: SameReach) => SQL;
  /** The units that a value means, where it is a body. */
  readonly isBody?: true;
}

/** A list that GraphQL offers: a view of schema api, narrowed by typed arguments, in one fixed order. */
export interface List {
  readonly view: string;
  readonly about: string;
  readonly args: Readonly<Record<string, Argument>>;
  /** A condition whatever arguments are given. */
  readonly always?: (row: SQL) => SQL;
  /** Columns, `-` before a descending one. For pages: together unique, never null, all one way and led by an index. */
  readonly order: readonly string[];
  /** May it be long? Then it is read page by page, each from the key of the last row of another. */
  readonly pages?: true;
}

const is =
  (column: string): Argument['where'] =>
  (row, value) =>
    sql`${row}.${sql.identifier(column)} = ${value}`;

export const int = (column: string, type = 'Int!'): Argument => ({ type, codec: TYPES.int, where: is(column) });
/** A body whose work is asked for. */
export const body = (column: string, type = 'Int!'): Argument => ({
  ...{ type, codec: TYPES.int, isBody: true },
  where: (row, values) => sql`${row}.${sql.identifier(column)} in (${values})`,
});
export const text = (column: string, type = 'String!'): Argument => ({ type, codec: TYPES.text, where: is(column) });
export const uuid = (column: string): Argument => ({ type: 'UUID!', codec: TYPES.uuid, where: is(column) });
export const instant = (where: Argument['where']): Argument => ({ type: 'Datetime', codec: TYPES.timestamptz, where });
export const day = (where: Argument['where']): Argument => ({ type: 'Date!', codec: TYPES.date, where });
export const oneOf = (column: string): Argument => ({
  type: '[String]',
  codec: listOfCodec(TYPES.text),
  where: (row, value) => sql`${row}.${sql.identifier(column)} = any(${value})`,
});
export const anyOf = (column: string): Argument => ({
  type: '[UUID!]!',
  codec: listOfCodec(TYPES.uuid),
  where: (row, value) => sql`${row}.${sql.identifier(column)} = any(${value})`,
});

export const TENANT = { tenantId: int('tenant_id') };
export const CITY = { cityId: int('city_id') };
/** A county, or all counties of a city: one of the two must be given. */
export const TENANT_OR_CITY = { tenantId: int('tenant_id', 'Int'), cityId: int('city_id', 'Int') };
