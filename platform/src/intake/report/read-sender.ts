import type { Acting, Database } from '../../database/database.ts';
import { asIdentity, inTenant, type ActingRole } from '../../database/transaction.ts';
import { Problem } from '../../kernel/problem.ts';

/** Who sent an upload, by name. */
export interface Sender {
  readonly kind: 'person' | 'machine';
  /** The person's name, or the client id of the machine. */
  readonly name: string;
}

/**
 * The person or machine client behind the login noted with a batch; null for a login nobody holds any more, and for a
 * person of another tenant (a city does not read a county's people). SYS-NOT-FOUND for a batch the reader cannot see.
 */
export async function readSender(
  database: Database,
  role: ActingRole,
  acting: Acting,
  tenantId: number,
  batchId: string,
): Promise<Sender | null> {
  const login = await inTenant(database, role, acting, (trx) =>
    trx
      .selectFrom('biz.batch')
      .select('sent_by')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', batchId)
      .executeTakeFirst(),
  );
  if (login === undefined) throw new Problem('SYS-NOT-FOUND');
  const holder = await holderOf(database, tenantId, login.sent_by);
  if (holder.isMachine) return { kind: 'machine', name: login.sent_by };
  if (holder.personId === null) return null;
  const { personId } = holder;
  const person = await inTenant(database, role, acting, (trx) =>
    trx
      .selectFrom('biz.person')
      .select('name')
      .where('tenant_id', '=', tenantId)
      .where('id', '=', personId)
      .executeTakeFirst(),
  );
  return person === undefined ? null : { kind: 'person', name: person.name };
}

/** Who holds a login of this tenant; a batch does not note the realm, and a login names one holder in all of them. */
function holderOf(
  database: Database,
  tenantId: number,
  login: string,
): Promise<{ isMachine: boolean; personId: string | null }> {
  return asIdentity(database, async (trx) => {
    const machine = await trx
      .selectFrom('control.machine_client')
      .select('client_id')
      .where('tenant_id', '=', tenantId)
      .where('client_id', '=', login)
      .executeTakeFirst();
    if (machine !== undefined) return { isMachine: true, personId: null };
    const person = await trx
      .selectFrom('control.login')
      .select('person_id')
      .where('tenant_id', '=', tenantId)
      .where('subject', '=', login)
      .executeTakeFirst();
    return { isMachine: false, personId: person?.person_id ?? null };
  });
}
