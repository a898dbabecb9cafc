import { QUERIES } from '@liangji/platform';
import { router } from './base.ts';
import { queryProcedure } from './query.ts';

export const tasks = router({ waiting: queryProcedure(QUERIES.waitingTasksQuery) });
