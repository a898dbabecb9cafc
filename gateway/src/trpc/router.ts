import { router } from './base.ts';
import { explainDeadlineProcedure } from './cases/explain-deadline.ts';

export const appRouter = router({
  cases: router({
    explainDeadline: explainDeadlineProcedure,
  }),
});

export type AppRouter = typeof appRouter;
