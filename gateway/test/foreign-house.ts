import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applySample, asOwner, loadCalendar, loadCatalogues, systemDeps, type Database } from '@liangji/platform';
import { openHouse, type House } from './house.ts';

/** Machine clients of 蓬溪 that the sample lacks, by the body that they act for. */
const CLIENTS = {
  'pengxi-centre': 'centre',
  'pengxi-enforcement': 'enforcement',
  'pengxi-works': 'works',
} as const;
export type ClientId = keyof typeof CLIENTS | 'pengxi-sanitation' | 'suining-power';

/** Secret of a machine client of the sample. */
export const secretOf = (clientId: string): string => `${clientId}-sample`;

/** The sample city behind a gateway that listens, and the systems of some more bodies of 蓬溪; all get their tokens themselves. */
export async function openForeignHouse(): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'liangji-foreign-'));
  const realmFile = join(folder, 'realm.json');
  writeFileSync(realmFile, JSON.stringify(realmWithClients()));
  return openHouse({ LIANGJI_FILES: folder }, realmFile, async (database, issuer) => {
    await loadCatalogues(database);
    await loadCalendar(database);
    for await (const tenant of applySample(database, systemDeps, issuer)) void tenant;
    await addClients(database, issuer);
  });
}

/** Gives each body of 蓬溪 that has a client here a system of its own, beside the one that uploads. */
export async function addClients(database: Database, issuer: string): Promise<void> {
  await asOwner(database, async (trx) => {
    const known = await trx
      .selectFrom('control.machine_client')
      .select(['tenant_id', 'source_id'])
      .where('client_id', '=', 'pengxi-upload')
      .executeTakeFirstOrThrow();
    const units = await trx
      .selectFrom('biz.unit')
      .select(['id', 'code'])
      .where('tenant_id', '=', known.tenant_id)
      .execute();
    for (const [client_id, code] of Object.entries(CLIENTS)) {
      const unit_id = units.find((unit) => unit.code === code)!.id;
      await trx
        .insertInto('control.machine_client')
        .values({ issuer, client_id, unit_id, ...known })
        .execute();
    }
  });
}

interface Realm {
  readonly clients: { readonly clientId: string }[];
  readonly users: { readonly serviceAccountClientId?: string }[];
}

function realmWithClients(): Realm {
  const file = new URL('../../infra/realm/liangji-realm.json', import.meta.url);
  const realm = JSON.parse(readFileSync(file, 'utf8')) as Realm;
  const client = realm.clients.find(({ clientId }) => clientId === 'pengxi-upload')!;
  const account = realm.users.find(({ serviceAccountClientId }) => serviceAccountClientId === 'pengxi-upload')!;
  const ids = Object.keys(CLIENTS);
  return {
    ...realm,
    clients: [...realm.clients, ...ids.map((clientId) => ({ ...client, clientId, secret: secretOf(clientId) }))],
    users: [
      ...realm.users,
      ...ids.map((id, at) => ({
        ...account,
        id: `51090000-0000-4000-9000-0000000009${String(at).padStart(2, '0')}`,
        username: `service-account-${id}`,
        serviceAccountClientId: id,
      })),
    ],
  };
}
