import type { Actor, CommandServices } from '@liangji/platform';
import { initTRPC } from '@trpc/server';
import { problemDocument } from '../problems/index.ts';
import type { Use } from '../quota/quotas.ts';
import { problemOfCall, trpcErrorOf } from './errors.ts';

/** What a procedure may use. */
export interface TrpcContext extends CommandServices {
  /** Under which an unknown fault is logged. */
  readonly requestId: string;
  /** Who asks, from the request's token or session; AUTH-MISSING or AUTH-TOKEN when nobody does. */
  readonly actor: () => Promise<Actor>;
  /** Time zone of whoever asks, once he is known. */
  readonly zone: () => string | undefined;
  /** Counts what the asker's tenant uses. */
  readonly use: Use;
  /** Header `Idempotency-Key`; null without one. */
  readonly idempotencyKey: string | null;
}

const t = initTRPC.context<TrpcContext>().create({
  errorFormatter({ shape, error, ctx }) {
    const problem = problemDocument(problemOfCall(error, ctx?.requestId ?? 'none'), ctx?.zone());
    const { code, httpStatus, path } = shape.data;
    return { ...shape, message: problem.title, data: { code, httpStatus, path, problem } };
  },
});

export const router = t.router;

/** The only kind of procedure: somebody asks, and whatever goes wrong leaves as a problem of the catalogue. */
export const procedure = t.procedure.use(async ({ ctx, next }) => {
  try {
    const actor = await ctx.actor();
    const result = await next({ ctx: { ...ctx, actor } });
    return result.ok ? result : { ...result, error: trpcErrorOf(result.error, ctx.requestId) };
  } catch (error) {
    throw trpcErrorOf(error, ctx.requestId);
  }
});
