import { listenForCaseChanges, openQueue } from '@liangji/platform';
import { startDueSweeper } from './due-sweep.ts';
import { makeFoldRing } from './fold-ring.ts';
import { makeIntakeRing } from './intake-ring.ts';
import type { WorkerServices } from './services.ts';
import { startSweeper } from './sweep.ts';

export interface Worker {
  /** Takes nothing new, finishes the running chunk, hands unfinished batches back. */
  stop(): Promise<void>;
}

/** Everything that works in the background: uploads first, then figures; woken by the queue, swept every minute; deadlines every few seconds. */
export async function startWorker(services: WorkerServices, jobsUrl: string): Promise<Worker> {
  const fold = makeFoldRing(services);
  const intake = makeIntakeRing(services, fold.wake);
  const queue = await openQueue({
    url: jobsUrl,
    part: 'worker',
    onError: (error) => services.log.warn({ err: error }, 'queue'),
  });
  await queue.listen('intake', intake.wake);
  await queue.listen('fold', fold.wake);
  const sweeper = startSweeper(services, (tenant) => {
    if (tenant.isActive) intake.wake(tenant);
    fold.wake(tenant);
  });
  const changes = listenForCaseChanges(jobsUrl, {
    onChange: fold.wake,
    onBegin: () => undefined, // the sweeper visits every tenant
    onError: (error) => services.log.warn({ err: error }, 'changes of cases'),
  });
  const due = startDueSweeper(services);
  return {
    async stop() {
      await Promise.all([queue.stop(), changes.stop(), sweeper.stop(), due.stop(), intake.stop(), fold.stop()]);
    },
  };
}
