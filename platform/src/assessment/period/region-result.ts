import type { ExpressionBuilder } from 'kysely';
import type { DB } from '../../database/tables.ts';

/** The figures of a member as a whole that hold now: neither those of a part of it, nor any that were replaced. */
export const regionResult = (where: ExpressionBuilder<DB, 'biz.result'>) =>
  where.and([where('object_kind', '=', 'region'), where('superseded_at', 'is', null)]);
