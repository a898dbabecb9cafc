import { listTenants, rebuildTenant, strangeMoves } from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';

/** Differences printed for a tenant. */
const SHOWN = 20;

/**
 * `liangji rebuild`: projects every case of every tenant from its events alone and compares with the stored rows; without
 * `--check` rows that differ are written anew. Names the moves of cases that nobody who had them wrote. Exit code 1 when something
 * differs and stays so, or such a move is found.
 */
export async function runRebuild(context: CommandContext, { check = false }: { check?: boolean }): Promise<void> {
  await withDatabase(context, ['operator', 'identity', 'rollup', 'clerk'], async (database) => {
    const { actor } = await appliedBy(context, database);
    let different = 0;
    let strange = 0;
    for (const tenant of await listTenants(database, actor)) {
      const { cases, differences } = await rebuildTenant(database, context.deps, tenant, { write: !check });
      different += differences.length;
      const verdict = differences.length === 0 ? '一致 equal' : `不一致 different: ${differences.length}`;
      context.print(`  ${tenant.tenantId}: ${cases} 件 cases, ${verdict}`);
      for (const { table, caseId, column, stored, projected } of differences.slice(0, SHOWN)) {
        context.print(`      ${table} ${caseId} ${column}: ${stored ?? 'null'} → ${projected ?? 'null'}`);
      }
      const moves = await strangeMoves(database, tenant);
      strange += moves.length;
      for (const { caseId, eventId, kind, byUnitId } of moves.slice(0, SHOWN)) {
        context.print(`      非当前单位办理 moved by a stranger: ${caseId} ${kind} ${eventId} by ${byUnitId}`);
      }
    }
    if (strange > 0) context.print(`非当前单位办理 moved by strangers: ${strange}`);
    context.print(different === 0 ? '一致 equal' : check ? '不一致 different' : '已重写 rewritten');
    if ((different > 0 && check) || strange > 0) context.setExitCode(1);
  });
}
