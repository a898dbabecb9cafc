import { listTenants, verifyAudit, verifyPeriods } from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';

const KINDS = { backdated: '日期提前 backdated', future: '日期在后 dated ahead', unsealed: '漏封 passed by' } as const;

/**
 * `liangji audit verify`: recomputes every tenant's chain, and the hashes of every published period from what is stored and
 * shown. Exit code 1 when something was changed or taken out. Rows that say another time than they were written at are shown.
 */
export async function runAuditVerify(context: CommandContext): Promise<void> {
  await withDatabase(context, ['operator', 'identity', 'rollup'], async (database) => {
    const { actor } = await appliedBy(context, database);
    for (const tenant of await listTenants(database, actor)) {
      const { sealed, unsealed, brokenAt, misdated } = await verifyAudit(database, tenant);
      const verdict = brokenAt === null ? '完好 intact' : `断于 broken at ${brokenAt.chainNo} (${brokenAt.auditId})`;
      context.print(`  ${tenant.tenantId}: ${verdict}; 已封 sealed ${sealed}, 待封 waiting ${unsealed}`);
      for (const { kind, auditId, action, at, writtenAt } of misdated) {
        const times = `${at.toISOString()} / ${writtenAt.toISOString()}`;
        context.print(`      ${KINDS[kind]}: ${action} (${auditId}) ${times}`);
      }
      if (brokenAt !== null || misdated.some(({ kind }) => kind !== 'future')) context.setExitCode(1);
      if (tenant.tenantId !== tenant.cityId) continue;
      for (const { label, snapshot, hash, isIntact, altered } of await verifyPeriods(database, tenant)) {
        const fields = altered.map((each) => `${each.member}: ${each.fields.join(', ')}`).join('; ');
        const state = isIntact ? '完好 intact' : `被改动 altered (${fields})`;
        context.print(`  ${label} 第${snapshot}版 snapshot ${snapshot}: ${state}; sha256 ${hash}`);
        if (!isIntact) context.setExitCode(1);
      }
    }
  });
}
