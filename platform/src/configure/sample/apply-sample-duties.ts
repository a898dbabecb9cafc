import type { Database, Trx } from '../../database/database.ts';
import { asIdentity, inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { present } from '../../kernel/present.ts';
import { SUBJECTS } from './month/subjects.ts';

/** Filing conditions (case-rules.csv) whose class a body of the city owns. */
const OF_THE_CITY = [
  [18, 'power'], // 路灯井盖
  [52, 'power'], // 电力设施
  [58, 'power'], // 电力立杆
  [42, 'water'], // 供水器
] as const;

/** Who disposes which class everywhere in a county: by its filing condition, the code of the body. */
const DISPOSES: readonly (readonly [ruleId: number, body: string])[] = [
  ...SUBJECTS.map(([ruleId, , duty]) => [ruleId, duty] as const),
  ...OF_THE_CITY,
];

/** Who disposes a class in one street: the body of the county does elsewhere. */
const IN_STREET = [
  ['pengxi', '赤城镇', 290, 'works'], // 行道树
] as const;

/** What nobody else disposes falls to the county’s enforcement. */
const ELSE = 'enforcement';

/** Lays down the duties of every county and zone of the sample city, from which units are suggested. Idempotent. */
export async function applySampleDuties(database: Database, deps: Deps): Promise<void> {
  const tenants = await asIdentity(database, (trx) =>
    trx
      .selectFrom('control.tenant as t')
      .innerJoin('control.tenant as city', 'city.id', 't.city_id')
      .select(['t.id', 't.city_id', 't.slug'])
      .where('city.slug', '=', 'suining')
      .whereRef('t.id', '<>', 't.city_id')
      .execute(),
  );
  for (const { id: tenantId, city_id: cityId, slug } of tenants) {
    await inTenant(database, 'operator', { tenantId, cityId, actor: 'sample' }, (trx) =>
      layDown(trx, deps, { tenantId, cityId, slug }),
    );
  }
}

async function layDown(
  trx: Trx,
  { ids }: Deps,
  scope: { tenantId: number; cityId: number; slug: string },
): Promise<void> {
  const { tenantId, cityId, slug } = scope;
  const known = await trx.selectFrom('biz.duty').select('id').where('tenant_id', '=', tenantId).limit(1).execute();
  if (known.length > 0) return;
  const [bodies, streets, rules] = await Promise.all([
    trx.selectFrom('biz.body').select(['code', 'unit_id']).where('tenant_id', '=', tenantId).execute(),
    trx
      .selectFrom('biz.area')
      .select(['id', 'name'])
      .where('tenant_id', '=', tenantId)
      .where('level', '=', 'street')
      .execute(),
    trx.selectFrom('lookup.case_rule').select(['id', 'class_id']).execute(),
  ]);
  const unitOf = (code: string) =>
    present(
      bodies.find((body) => body.code === code),
      `body ${code}`,
    ).unit_id;
  const classOf = (ruleId: number) => present(rules.find(({ id }) => id === ruleId)?.class_id, `rule ${ruleId}`);
  const streetOf = (name: string) =>
    present(
      streets.find((street) => street.name === name),
      `street ${name}`,
    ).id;
  const byClass = new Map(DISPOSES.map(([ruleId, code]) => [classOf(ruleId), code]));
  const inStreet = IN_STREET.filter(([of]) => of === slug).map(
    ([, street, ruleId, code]) => [classOf(ruleId), code, streetOf(street)] as const,
  );
  const everywhere = [...byClass, [null, ELSE] as const].map(([classId, code]) => [classId, code, null] as const);
  const rows = [...inStreet, ...everywhere].map(([classId, code, areaId]) => ({
    ...{ tenant_id: tenantId, city_id: cityId, id: ids.next(), class_id: classId, area_id: areaId },
    ...{ kind: classId === null ? 'supervise' : 'dispose', unit_id: unitOf(code), from_day: '2026-01-01' },
  }));
  await trx.insertInto('biz.duty').values(rows).execute();
}
