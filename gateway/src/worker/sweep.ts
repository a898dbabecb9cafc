import {
  forgetAnswers,
  forgetDrafts,
  inTenant,
  listTenants,
  refreshRanking,
  removeAbandoned,
  removeUnusedMedia,
  sealAudit,
  type TenantRef,
} from '@liangji/platform';
import { WORKER, type WorkerServices } from './services.ts';

const EVERY_MS = 60_000;
/** Deadlines pass by themselves, at the end of a civil day somewhere: rankings are refreshed this often at least. */
const HOURLY_MS = 60 * 60_000;

export interface Sweeper {
  /** Ends after the running round. */
  stop(): Promise<void>;
}

/**
 * Every minute, and once at the start: visits every tenant, so that what a lost job, a dead worker or an expired lease
 * left behind is picked up, and chains the audit. The rings make idle visits cheap. What killed gateways left on the disk
 * and photographs that no act used go with the hourly refresh of rankings.
 */
export function startSweeper(
  services: WorkerServices,
  wake: (tenant: TenantRef & { readonly isActive: boolean }) => void,
): Sweeper {
  let hourlyAt = -Infinity;
  let running: Promise<void> | undefined;

  const round = async (): Promise<void> => {
    const tenants = await listTenants(services.database, WORKER);
    for (const tenant of tenants) wake(tenant);
    for (const tenant of tenants) await sealAudit(services.database, tenant);
    if (performance.now() - hourlyAt < HOURLY_MS) return;
    const removed = await removeAbandoned(services.files, services.deps.clock.now());
    if (removed > 0) services.log.warn({ removed }, 'removed what a killed gateway had begun to receive');
    for (const tenant of tenants) {
      await inTenant(services.database, 'rollup', tenant, async (trx) => {
        await forgetAnswers(trx, services.deps, tenant);
        await forgetDrafts(trx, services.deps, tenant);
      });
      await removeUnusedMedia(services, tenant);
    }
    for (const city of tenants.filter(({ tenantId, cityId }) => tenantId === cityId)) {
      await refreshRanking(services.database, services.deps, city);
    }
    hourlyAt = performance.now();
  };
  const sweep = (): void => {
    running ??= round()
      .catch((error: unknown) => services.log.error({ err: error }, 'sweep failed, trying again in a minute'))
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
