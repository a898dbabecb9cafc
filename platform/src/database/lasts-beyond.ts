import { sql, type RawBuilder } from 'kysely';

/** Whether a row that ends, if it ever does, on the day or at the instant of a column is still there after this one. */
export const lastsBeyond = (column: string, end: string | Date): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(column)} is null or ${sql.ref(column)} > ${end})`;
