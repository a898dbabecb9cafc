import { audit } from './audit.ts';
import { batch } from './batch.ts';
import { router } from './base.ts';
import { cases } from './cases.ts';
import { drafts } from './drafts.ts';
import { mapping } from './mapping.ts';
import { period } from './period.ts';
import { reports } from './reports.ts';
import { scheme } from './scheme.ts';
import { tasks } from './tasks.ts';

/** Every procedure of `/trpc`, one file per aggregate. */
export const appRouter = router({ audit, batch, cases, drafts, mapping, period, reports, scheme, tasks });

export type AppRouter = typeof appRouter;
