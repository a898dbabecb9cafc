import type { Trx } from '../database/database.ts';
import { Problem } from '../kernel/problem.ts';
import { catalogueOf } from './search-classes.ts';

/** FLOW-CLASS where the catalogue of a tenant has no such class, or it is none of the kind. */
export async function requireClass(trx: Trx, tenantId: number, classId: number, kind: string): Promise<void> {
  const [found, catalogueId] = await Promise.all([readClass(trx, classId), catalogueOf(trx, tenantId)]);
  if (found?.kind !== kind || found.catalogue_id !== catalogueId) throw unknown(classId);
}

/** The same for whoever does not know the catalogue of the place. */
export async function requireKind(trx: Trx, classId: number, kind: string): Promise<void> {
  if ((await readClass(trx, classId))?.kind !== kind) throw unknown(classId);
}

const readClass = (trx: Trx, classId: number) =>
  trx.selectFrom('lookup.class').select(['kind', 'catalogue_id']).where('id', '=', classId).executeTakeFirst();

const unknown = (classId: number): Problem => new Problem('FLOW-CLASS', { class: String(classId) });
