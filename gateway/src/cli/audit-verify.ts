import { listTenants, verifyAudit } from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';

/** `liangji audit verify`: recomputes every tenant's chain. Exit code 1 when a row was changed or taken out. */
export async function runAuditVerify(context: CommandContext): Promise<void> {
  await withDatabase(context, ['operator', 'identity', 'rollup'], async (database) => {
    const { actor } = await appliedBy(context, database);
    for (const tenant of await listTenants(database, actor)) {
      const { sealed, unsealed, brokenAt } = await verifyAudit(database, tenant);
      const verdict = brokenAt === null ? '完好 intact' : `断于 broken at ${brokenAt.chainNo} (${brokenAt.auditId})`;
      context.print(`  ${tenant.tenantId}: ${verdict}; 已封 sealed ${sealed}, 待封 waiting ${unsealed}`);
      if (brokenAt !== null) context.setExitCode(1);
    }
  });
}
