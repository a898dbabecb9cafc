import { QUERIES } from '@liangji/platform';
import { router } from './base.ts';
import { queryProcedure } from './query.ts';

export const audit = router({ list: queryProcedure(QUERIES.auditQuery) });
