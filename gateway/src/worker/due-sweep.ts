import { listTenants, sweepDue } from '@liangji/platform';
import { untraced } from '../operation/tracing.ts';
import { WORKER, type WorkerServices } from './services.ts';
import type { Sweeper } from './sweep.ts';

/** How late a desk learns of a deadline at the most. */
const EVERY_MS = 2_000;

/** Every few seconds notifies the desks of every tenant of what fell due since; a round that fails is made up for by the next. */
export function startDueSweeper({ database, deps, log, inSpan = untraced }: WorkerServices): Sweeper {
  let running: Promise<void> | undefined;

  const round = async (): Promise<void> => {
    for (const tenant of await listTenants(database, WORKER)) {
      await inSpan('due sweep', { 'liangji.tenant': tenant.tenantId }, () => sweepDue(database, deps, tenant));
    }
  };
  const sweep = (): void => {
    running ??= round()
      .catch((error: unknown) => log.error({ err: error }, 'due sweep failed, trying again in two seconds'))
      .finally(() => (running = undefined));
  };

  sweep();
  const timer = setInterval(sweep, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
