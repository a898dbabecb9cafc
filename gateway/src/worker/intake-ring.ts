import { isPassing, makeRing, openRun, Problem, type BatchRun, type Ring, type TenantRef } from '@liangji/platform';
import { untraced } from '../operation/tracing.ts';
import { WORKER, type WorkerServices } from './services.ts';

/** Batches worked on at once, each of another tenant; merges of one tenant follow one another anyway. */
const AT_ONCE = 2;

export interface IntakeRing extends Pick<Ring<TenantRef>, 'wake' | 'idle'> {
  /** Finishes the running chunks, then hands every unfinished batch back for anybody to go on with. */
  stop(): Promise<void>;
}

/**
 * Works on uploads, a chunk at a time, tenant after tenant. A tenant's batch stays open between its turns, so its file is
 * read once. `onFinished` is called when a batch of the tenant has come to its end.
 */
export function makeIntakeRing(services: WorkerServices, onFinished: (tenant: TenantRef) => void): IntakeRing {
  const open = new Map<number, BatchRun>();
  /** The batch each tenant's latest turn was about, for the log. */
  const latest = new Map<number, string>();
  const { log, inSpan = untraced } = services;

  const ring = makeRing<TenantRef>({
    concurrency: AT_ONCE,
    keyOf: ({ tenantId }) => tenantId,
    async turn(tenant) {
      const { tenantId, cityId } = tenant;
      const run = open.get(tenantId) ?? (await openRun(services, { tenantId, cityId, actor: WORKER }));
      if (run === null) return 'done';
      const batch = run.lease.batchId;
      latest.set(tenantId, batch);
      open.delete(tenantId); // a turn that throws has handed its batch back already
      const end = await inSpan('intake turn', { 'liangji.tenant': tenantId, 'liangji.batch': batch }, () =>
        run.turn().catch((error: unknown) => {
          if (isPassing(error) || error instanceof Problem) throw error;
          log.error({ err: error, tenantId, batch }, 'batch failed and pauses; the next of its county is taken');
          return 'failed' as const;
        }),
      );
      if (end === 'failed') return 'more';
      if (end === 'more') {
        open.set(tenantId, run);
        return 'more';
      }
      latest.delete(tenantId);
      log.info({ tenantId, batch }, 'batch finished');
      onFinished(tenant);
      return 'more'; // perhaps another batch waits
    },
    onError({ tenantId }, error) {
      log.error(
        { err: error, tenantId, batch: latest.get(tenantId) },
        'intake turn failed; the sweeper comes back to it, and gives it up after some attempts',
      );
    },
  });

  return {
    wake: ring.wake,
    idle: ring.idle,
    async stop() {
      await ring.stop();
      for (const run of open.values()) await run.release();
    },
  };
}
