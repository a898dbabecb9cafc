import type { ExpressionBuilder } from 'kysely';
import type { DB } from '../../database/tables.ts';

/** The figures of a member as a whole in one snapshot of a period: not those of a part of it. */
export const regionResult = (snapshot: number) => (where: ExpressionBuilder<DB, 'biz.result'>) =>
  where.and([where('object_kind', '=', 'region'), where('snapshot', '=', snapshot)]);
