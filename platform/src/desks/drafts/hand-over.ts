import { writeAudit } from '../../audit/write-audit.ts';
import type { CommandServices } from '../../commands/command.ts';
import type { Trx } from '../../database/database.ts';
import { asIdentity, inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { Problem } from '../../kernel/problem.ts';
import { colleaguesOf } from './colleagues.ts';

export interface HandOver {
  readonly about: string;
  /** Null: whatever the actor has typed about it. */
  readonly act: string | null;
  readonly personId: string;
}

/**
 * Hands drafts of the actor's own to a colleague of his desk and post, and takes them away from him. How many; none where they
 * were handed over before. FLOW-DRAFT-COLLEAGUE for anybody else.
 */
export async function handOver(
  { database, deps }: Pick<CommandServices, 'database' | 'deps'>,
  actor: Actor,
  wanted: HandOver,
): Promise<number> {
  const { personId } = wanted;
  const acting = actingOf(actor);
  const logins = await asIdentity(database, (trx) =>
    trx
      .selectFrom('control.login')
      .select('subject')
      .where('tenant_id', '=', actor.tenantId)
      .where('person_id', '=', personId)
      .where('disabled_at', 'is', null)
      .execute(),
  );
  return inTenant(database, actor.pool, acting, async (trx) => {
    const colleagues = await colleaguesOf(trx, actor, deps.clock.now());
    if (logins.length === 0 || !colleagues.some((colleague) => colleague.personId === personId)) {
      throw new Problem('FLOW-DRAFT-COLLEAGUE');
    }
    const moved = await move(
      trx,
      deps,
      actor,
      wanted,
      logins.map(({ subject }) => subject),
    );
    if (moved.length > 0) {
      const data = { acts: moved, personId };
      await writeAudit(trx, deps, acting, { action: 'drafts.hand_over', subject: wanted.about, data });
    }
    return moved.length;
  });
}

/** The acts whose drafts were moved. */
async function move(
  trx: Trx,
  { clock, ids }: Deps,
  { tenantId, cityId, login, name }: Actor,
  { about, act }: HandOver,
  to: readonly string[],
): Promise<string[]> {
  const drafts = await trx
    .deleteFrom('biz.draft')
    .where('tenant_id', '=', tenantId)
    .where('actor', '=', login)
    .where('about', '=', about)
    .$if(act !== null, (query) => query.where('act', '=', act ?? ''))
    .returning(['act', 'case_tenant_id', 'text'])
    .execute();
  const given = { tenant_id: tenantId, city_id: cityId, from_actor: login, from_name: name, about };
  const rows = drafts.flatMap((draft) =>
    to.map((actor) => ({ ...given, ...draft, actor, id: ids.next(), handed_at: clock.now() })),
  );
  if (rows.length > 0) await trx.insertInto('biz.handed_draft').values(rows).execute();
  return drafts.map((draft) => draft.act).sort();
}
