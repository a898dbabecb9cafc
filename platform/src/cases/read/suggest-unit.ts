import { z } from 'zod';
import { civilDay } from '../../calendars/zone.ts';
import type { Trx } from '../../database/database.ts';
import { isBelowCity } from '../../tenants/mode-document.ts';
import { modeAt, readModes } from '../../tenants/mode-in-force.ts';
import { collectingBodies } from './collecting-bodies.ts';
import { dutyBodies } from './duty-bodies.ts';
import { latelyBodies } from './lately-bodies.ts';

const id = z.int32().positive();
export const suggestUnitInput = z.strictObject({
  tenantId: id,
  classId: id,
  streetId: id.nullable().default(null),
  communityId: id.nullable().default(null),
  caseId: z.uuid().nullable().default(null).describe('case whose street and community count, instead of those given'),
  task: z
    .enum(['lead', 'verify', 'check'])
    .default('lead')
    .describe('to work the case, or to look on the spot before (核实) or after (核查)'),
});
export type Wanted = Pick<z.infer<typeof suggestUnitInput>, 'tenantId' | 'classId' | 'streetId' | 'communityId'>;

export const suggestedUnit = z
  .strictObject({
    unitId: z.int32(),
    name: z.string(),
    kind: z
      .enum(['duty', 'lately', 'collects'])
      .describe('by a duty laid down; because it worked the class here lately; because it collects here'),
    rule: z.strictObject({ zh: z.string(), en: z.string() }).describe('why: 处置 市政设施 · 赤城街道 → 市政所'),
    count: z.int32().nullable().describe('cases it worked lately; null for the others'),
  })
  .meta({ id: 'SuggestedUnit' });
export type SuggestedUnit = z.infer<typeof suggestedUnit>;

/** Who disposes comes before who maintains, owns, supervises. */
const WORKING = ['dispose', 'maintain', 'own', 'supervise'] as const;
const COLLECTING = ['collect'] as const;

/**
 * Bodies a case of a class at a place may be given to, each with its rule: by the duties in force, the most specific first
 * (class, then area, then kind of duty); then, to work it, those that worked the class lately, on the same street where one is
 * given; to look on the spot, the collecting bodies that serve the tenant, those of the asker's own first.
 * Bodies of the city that the mode reaches through the city are suggested to a county by duty alone.
 */
export async function suggestUnit(
  trx: Trx,
  asker: { readonly tenantId: number },
  { caseId, task = 'lead', ...given }: z.input<typeof suggestUnitInput>,
  now: Date,
): Promise<SuggestedUnit[]> {
  const { tenantId, classId, streetId = null, communityId = null } = given;
  const place = caseId ? await placeOfCase(trx, tenantId, caseId) : { streetId, communityId };
  const wanted: Wanted = { tenantId, classId, ...place };
  const tenant = await trx
    .selectFrom('biz.tenant')
    .select(['time_zone', 'city_id'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (tenant === undefined) return [];
  const day = civilDay(now, tenant.time_zone);
  const mode = modeAt(await readModes(trx, tenantId), now)?.document;
  const isBelow = mode !== undefined && isBelowCity(mode, { cityId: tenant.city_id, holderId: asker.tenantId });
  const byDuty = await dutyBodies(trx, wanted, task === 'lead' ? WORKING : COLLECTING, day);
  const others =
    task === 'lead'
      ? await latelyBodies(trx, wanted, now, day, isBelow ? [tenantId] : [tenantId, tenant.city_id])
      : await collectingBodies(trx, { tenantId, askerId: asker.tenantId }, day);
  const seen = new Set<number>();
  return [...byDuty, ...others].filter(({ unitId }) => !seen.has(unitId) && seen.add(unitId));
}

/** Where a case lies; nowhere in particular for whoever does not see it. */
async function placeOfCase(trx: Trx, tenantId: number, caseId: string) {
  const place = await trx
    .selectFrom('biz.case')
    .select(['street_id as streetId', 'community_id as communityId'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', caseId)
    .executeTakeFirst();
  return place ?? { streetId: null, communityId: null };
}
