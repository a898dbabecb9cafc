import { router } from './base.ts';
import { findingsProcedure } from './batch/findings.ts';
import { getBatchProcedure } from './batch/get.ts';
import { rowProcedure } from './batch/row.ts';
import { senderProcedure } from './batch/sender.ts';
import { explainDeadlineProcedure } from './cases/explain-deadline.ts';
import { submitProcedure } from './cases/submit.ts';
import { closeProcedure } from './ranking/close.ts';

/** Every procedure of `/trpc`. */
export const appRouter = router({
  batch: router({
    get: getBatchProcedure,
    findings: findingsProcedure,
    row: rowProcedure,
    sender: senderProcedure,
  }),
  cases: router({
    submit: submitProcedure,
    explainDeadline: explainDeadlineProcedure,
  }),
  ranking: router({
    close: closeProcedure,
  }),
});

export type AppRouter = typeof appRouter;
