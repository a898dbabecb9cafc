import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Applying } from './applying.ts';
import { differences } from '../change.ts';
import { actsFor, clientStops, getsSecret } from './consequences.ts';
import { openAccount } from '../operators/open-account.ts';
import type { TenantManifest } from '../manifest/manifest.ts';

/** Brings the machine clients of a source system to the manifest's: for which body each acts, and whether it still may. */
export async function applyClients(
  trx: Trx,
  run: Applying,
  slug: string,
  sourceId: number,
  source: TenantManifest['sources'][number],
  bodyOf: (unit: string | undefined) => number,
): Promise<void> {
  const { tenantId } = run.scope;
  for (const client of source.clients) {
    const unitId = bodyOf(client.body);
    const known = await trx
      .selectFrom('control.machine_client')
      .select(['tenant_id', 'source_id', 'unit_id', 'disabled_at'])
      .where('issuer', '=', run.issuer)
      .where('client_id', '=', client.id)
      .executeTakeFirst();
    if (known !== undefined && (known.tenant_id !== tenantId || known.source_id !== sourceId)) {
      throw new Problem('CONF-TAKEN', { key: client.id });
    }
    const wanted = { unit_id: unitId, disabled_at: client.disabled === true ? (known?.disabled_at ?? run.now) : null };
    const isNew =
      client.subject === undefined && run.accounts
        ? (await openAccount(trx, run, { kind: 'client', username: client.id, name: source.name, tenantSlug: slug }))
            .isNew
        : false;
    if (known === undefined) {
      await trx
        .insertInto('control.machine_client')
        .values({ issuer: run.issuer, client_id: client.id, tenant_id: tenantId, source_id: sourceId, ...wanted })
        .execute();
      const consequences = isNew ? [getsSecret] : [];
      run.changes.push({ act: 'add', part: 'client', key: client.id, name: source.name, consequences });
      continue;
    }
    const changed = differences(known, wanted);
    if (changed === undefined) continue;
    const { unit_id: moved, ...fields } = changed;
    const body = moved && ([await codeOf(trx, tenantId, known.unit_id), await codeOf(trx, tenantId, unitId)] as const);
    await trx
      .updateTable('control.machine_client')
      .set(wanted)
      .where('issuer', '=', run.issuer)
      .where('client_id', '=', client.id)
      .where('tenant_id', '=', tenantId)
      .execute();
    const stops = known.disabled_at === null && wanted.disabled_at !== null;
    const consequences = [...(stops ? [clientStops] : []), ...(body ? [actsFor(body[1])] : [])];
    run.changes.push({
      act: stops ? 'end' : 'change',
      part: 'client',
      key: client.id,
      name: source.name,
      fields: { ...fields, ...(body && { body }) },
      consequences,
    });
  }
}

async function codeOf(trx: Trx, tenantId: number, unitId: number): Promise<string> {
  const { code } = await trx
    .selectFrom('biz.unit')
    .select('code')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', unitId)
    .executeTakeFirstOrThrow();
  return code;
}
