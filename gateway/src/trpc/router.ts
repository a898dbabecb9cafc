import { router } from './base.ts';
import { cases } from './cases.ts';
import { mapping } from './mapping.ts';
import { period } from './period.ts';
import { reports } from './reports.ts';

/** Every procedure of `/trpc`, one file per aggregate. */
export const appRouter = router({ cases, mapping, period, reports });

export type AppRouter = typeof appRouter;
