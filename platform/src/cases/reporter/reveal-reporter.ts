import { z } from 'zod';
import { writeAudit } from '../../audit/write-audit.ts';
import { process } from '../../commands/command.ts';
import type { Acting, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { actingOf, unitsOf, type Actor } from '../../identity/actor.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import { Problem } from '../../kernel/problem.ts';
import { isDesk } from '../../units/desk.ts';

const input = z.strictObject({
  tenantId: z.int32().positive(),
  caseId: z.uuid(),
  reason: z.string().trim().min(2).max(200),
});
type Wanted = z.infer<typeof input>;

const output = z.strictObject({ name: z.string().nullable(), phone: z.string().nullable() });

/**
 * Shows name and number of the reporter to the supervision side of the case and to the body that works it, while it has it;
 * each time leaves an audit row in the case's tenant. FLOW-CASE-UNKNOWN for a case the actor cannot see, AUTH-FORBIDDEN for one
 * that is not his to ask about.
 *
 * The actor's own role sees whether there is such a case; it cannot read who reported it. That is read as the case's tenant by
 * the role that also writes it, in the transaction of the audit row. The answer is never kept under a key.
 */
export const revealReporterCommand = process({
  name: 'cases.reveal_reporter',
  title: { zh: '查看反映人', en: 'Show who reported a case' },
  right: 'revealReporter',
  input,
  output,
  problems: ['FLOW-CASE-UNKNOWN'],
  isFinal: () => false,
  async run({ database, deps }, actor, wanted) {
    await inTenant(database, actor.pool, actingOf(actor), (trx) => requireSeen(trx, wanted));
    const acting: Acting = { ...actingOf(actor), tenantId: wanted.tenantId };
    return inTenant(database, 'ingest', acting, async (trx) => {
      const { name, phone } = await readReporter(trx, actor, wanted);
      const data = { reason: maskPersonal(wanted.reason), post: actor.post?.post ?? null };
      await writeAudit(trx, deps, acting, { action: 'cases.reveal_reporter', subject: wanted.caseId, data });
      return { name, phone };
    });
  },
});

async function requireSeen(trx: Trx, { tenantId, caseId }: Wanted): Promise<void> {
  const seen = await trx
    .selectFrom('biz.case')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (seen === undefined) throw new Problem('FLOW-CASE-UNKNOWN');
}

async function readReporter(trx: Trx, actor: Actor, { tenantId, caseId }: Wanted) {
  const row = await trx
    .selectFrom('biz.case as c')
    .leftJoin('biz.case_person as p', (join) =>
      join.onRef('p.tenant_id', '=', 'c.tenant_id').onRef('p.case_id', '=', 'c.id').on('p.tenant_id', '=', tenantId),
    )
    .select(['c.supervision_unit_id', 'c.holder_unit_id', 'c.lead_unit_id', 'p.name', 'p.phone'])
    .where('c.tenant_id', '=', tenantId)
    .where('c.id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) throw new Problem('FLOW-CASE-UNKNOWN');
  const { supervision_unit_id: supervision, holder_unit_id: holder, lead_unit_id: lead } = row;
  // A case known by uploads alone has no supervision side; it lies at the desk that sent it.
  const isTheirs = isDesk(actor.body.kind)
    ? unitsOf(actor.body).includes(supervision ?? holder)
    : lead === actor.body.id && holder === actor.body.id;
  if (!isTheirs) throw new Problem('AUTH-FORBIDDEN');
  return row;
}
