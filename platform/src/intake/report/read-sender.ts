import type { Acting, Database, Trx } from '../../database/database.ts';
import { asIdentity, inTenant, type ActingRole } from '../../database/transaction.ts';
import { namesOfPeople } from '../../identity/names-of-people.ts';

/** Who sent an upload, by name. */
export interface Sender {
  readonly kind: 'person' | 'machine';
  /** The person's name, or the client id of the machine. */
  readonly name: string;
}

export interface BatchKey {
  readonly tenantId: number;
  readonly batchId: string;
}

/**
 * The persons or machine clients behind the logins noted with some batches, in the same order; null for a login nobody holds any
 * more, for a person of another tenant (a city does not read a county's people), and for a batch the reader cannot see.
 */
export async function readSenders(
  database: Database,
  role: ActingRole,
  acting: Acting,
  batches: readonly BatchKey[],
): Promise<(Sender | null)[]> {
  const logins = await inTenant(database, role, acting, (trx) => readLogins(trx, batches));
  const holders = await readHolders(database, logins);
  const personIds = [...holders.values()].map(({ personId }) => personId);
  const names = await inTenant(database, role, acting, (trx) => namesOfPeople(trx, acting.tenantId, personIds));
  return batches.map(({ batchId }) => {
    const login = logins.get(batchId);
    const holder = login && holders.get(keyOf(login));
    if (login === undefined || holder === undefined) return null;
    if (holder.personId === null) return { kind: 'machine', name: login.login };
    const name = names.get(holder.personId);
    return name === undefined ? null : { kind: 'person', name };
  });
}

interface Login {
  readonly tenantId: number;
  readonly login: string;
}

const keyOf = ({ tenantId, login }: Login): string => `${tenantId} ${login}`;
const unique = <T>(values: Iterable<T>): T[] => [...new Set(values)];

/** Asked tenant by tenant, by key: a page of a city's list has a few. */
async function readLogins(trx: Trx, batches: readonly BatchKey[]): Promise<Map<string, Login>> {
  const logins = new Map<string, Login>();
  for (const [tenantId, own] of Map.groupBy(batches, (batch) => batch.tenantId)) {
    const rows = await trx
      .selectFrom('biz.batch')
      .select(['id', 'sent_by as login'])
      .where('tenant_id', '=', tenantId)
      .where(
        'id',
        'in',
        own.map(({ batchId }) => batchId),
      )
      .execute();
    for (const { id, login } of rows) logins.set(id, { tenantId, login });
  }
  return logins;
}

/** A machine has no person. */
interface Holder {
  readonly personId: string | null;
}

/** Who holds logins of their tenants; a batch does not note the realm, and a login names one holder in all of them. */
async function readHolders(database: Database, logins: ReadonlyMap<string, Login>): Promise<Map<string, Holder>> {
  if (logins.size === 0) return new Map();
  const tenantIds = unique([...logins.values()].map(({ tenantId }) => tenantId));
  const names = unique([...logins.values()].map(({ login }) => login));
  return asIdentity(database, async (trx) => {
    const machines = await trx
      .selectFrom('control.machine_client')
      .select(['tenant_id as tenantId', 'client_id as login'])
      .where('tenant_id', 'in', tenantIds)
      .where('client_id', 'in', names)
      .execute();
    const people = await trx
      .selectFrom('control.login')
      .select(['tenant_id as tenantId', 'subject as login', 'person_id as personId'])
      .where('tenant_id', 'in', tenantIds)
      .where('subject', 'in', names)
      .execute();
    const holders = new Map<string, Holder>();
    for (const { personId, ...login } of people) holders.set(keyOf(login), { personId });
    for (const login of machines) holders.set(keyOf(login), { personId: null });
    return holders;
  });
}
