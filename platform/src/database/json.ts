import { sql, type RawBuilder } from 'kysely';

/** A JSON value as a jsonb parameter (pg would turn a JavaScript array into a PostgreSQL array). */
export function jsonb<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`;
}
