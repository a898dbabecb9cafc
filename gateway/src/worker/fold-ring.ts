import {
  foldTenant,
  keepTexts,
  makeRing,
  refreshCases,
  refreshRanking,
  runClerk,
  type Ring,
  type TenantRef,
} from '@liangji/platform';
import { untraced } from '../operation/tracing.ts';
import { WORKER, type WorkerServices } from './services.ts';

/**
 * Brings what is made of cases after them: does what falls to the clerk, refreshes stale cases, folds a tenant's marks into its
 * buckets, turn by turn, and when none is left refreshes the provisional rankings it takes part in, and writes what is searched.
 * One at a time: ranks of a city are written by one hand.
 */
export function makeFoldRing(services: WorkerServices): Ring<TenantRef> {
  const { database, deps, log, inSpan = untraced } = services;
  const moved = new Set<number>();

  return makeRing<TenantRef>({
    concurrency: 1,
    keyOf: ({ tenantId }) => tenantId,
    async turn({ tenantId, cityId }) {
      const tenant = { tenantId, cityId, actor: WORKER };
      // What keeps the clerk from one case must not keep the figures from all others.
      const done = await inSpan('clerk turn', { 'liangji.tenant': tenantId }, () =>
        runClerk(database, deps, tenant).catch((error: unknown) => {
          log.error({ err: error, tenantId }, 'clerk turn failed, the sweeper will try again');
          return 0;
        }),
      );
      if (done > 0) return 'more';
      if (await inSpan('refresh turn', { 'liangji.tenant': tenantId }, () => refreshCases(database, deps, tenant))) {
        return 'more';
      }
      const { buckets, more } = await inSpan('fold turn', { 'liangji.tenant': tenantId }, () =>
        foldTenant(database, tenant),
      );
      if (buckets > 0) moved.add(tenantId);
      if (more) return 'more';
      if (moved.has(tenantId)) {
        await refreshRanking(database, deps, { tenantId: cityId, cityId, actor: WORKER }, tenantId);
        moved.delete(tenantId); // only now: a refresh that failed is owed until the sweeper comes by
        log.info({ tenantId }, 'figures refreshed');
      }
      // Last: figures are looked at more than old cases are searched.
      const isMore = await inSpan('text turn', { 'liangji.tenant': tenantId }, () => keepTexts(database, deps, tenant));
      return isMore ? 'more' : 'done';
    },
    onError({ tenantId }, error) {
      log.error({ err: error, tenantId }, 'fold turn failed, the sweeper will try again');
    },
  });
}
