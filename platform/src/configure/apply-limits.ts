import { civilDay } from '../calendars/zone.ts';
import { plainName } from '../catalogues/catalogues.ts';
import type { Trx } from '../database/database.ts';
import { Problem } from '../kernel/problem.ts';
import type { Applying } from './applying.ts';
import { alsoFollows } from './change.ts';
import { cityHoldsAgain, holdsInCounties, keepTheirLimit, ofItsCity, standsForCity } from './consequences.ts';
import { servedBy } from './served-by.ts';
import { pathText, type TenantManifest } from './manifest.ts';

type ManifestLimit = TenantManifest['limits'][number];

/** A limit as the table has it, without its tenant. */
interface Limit {
  readonly class_id: number | null;
  readonly rule_id: number | null;
  readonly step: string;
  readonly limit_value: string;
  readonly limit_unit: string;
  readonly from_day: string;
  readonly to_day: string | null;
}

/**
 * Brings the limits of a tenant to its manifest's. A county has an effective row for each of its city's limits it has none of
 * its own for; a city's go to all its counties. A limit that is no longer named ends today. CONF-LIMIT for a class or
 * condition the catalogue does not have.
 */
export async function applyLimits(trx: Trx, run: Applying, manifest: TenantManifest): Promise<void> {
  const { tenantId, cityId } = run.scope;
  const today = civilDay(run.now, manifest.timeZone);
  const own: Limit[] = [];
  for (const [n, limit] of manifest.limits.entries()) own.push(await resolve(trx, limit, ['limits', n]));
  const changed = await bring(trx, run, tenantId, tenantId, own, today);
  for (const [act, limit] of changed) {
    run.changes.push({ act, part: 'limit', key: await nameOf(trx, limit), consequences: [keepTheirLimit] });
  }
  const ofCity = await readLimits(trx, cityId, cityId, today);
  const effective: LimitChange[] = [];
  for (const member of await servedBy(trx, run.scope)) {
    if (member === cityId) continue;
    const theirs = new Set((await readLimits(trx, member, member, today)).map(keyOf));
    const inherited = ofCity.filter((limit) => !theirs.has(keyOf(limit)));
    const brought = await bring(trx, run, member, cityId, inherited, today);
    if (brought.length > 0) run.reached.add(member);
    effective.push(...brought);
  }
  await (tenantId === cityId ? noteCounties(trx, run, effective) : noteInherited(trx, run, changed, effective));
}

type LimitChange = readonly ['add' | 'end', Limit];

/** Adds to each limit of a city in how many counties it takes effect, or ends. */
async function noteCounties(trx: Trx, run: Applying, effective: readonly LimitChange[]): Promise<void> {
  for (const sameLimit of Map.groupBy(effective, ([act, limit]) => `${act} ${whole(limit)}`).values()) {
    const [[act, limit]] = sameLimit as [LimitChange];
    const key = await nameOf(trx, limit);
    alsoFollows(run.changes, { act, part: 'limit', key }, holdsInCounties(sameLimit.length));
  }
}

/** The limits of its city that a county has from now on or no longer, beside those of its own that are the reason. */
async function noteInherited(
  trx: Trx,
  run: Applying,
  changed: readonly LimitChange[],
  effective: readonly LimitChange[],
): Promise<void> {
  for (const [act, limit] of effective) {
    const reason = changed.find(([own, same]) => own !== act && keyOf(same) === keyOf(limit));
    if (reason === undefined) {
      const consequences = [keepTheirLimit, ofItsCity];
      run.changes.push({ act, part: 'limit', key: await nameOf(trx, limit), consequences });
      continue;
    }
    const text = `${limit.limit_value} ${limit.limit_unit}`;
    const key = await nameOf(trx, reason[1]);
    alsoFollows(
      run.changes,
      { act: reason[0], part: 'limit', key },
      act === 'end' ? standsForCity(text) : cityHoldsAgain(text),
    );
  }
}

/** A limit as people read it: `event:0203 disposal 3 working_hour`, with the filing condition if it is only for one. */
async function nameOf(trx: Trx, { class_id, rule_id, step, limit_value, limit_unit }: Limit): Promise<string> {
  const { kind, category_code, class_code } = await trx
    .selectFrom('lookup.class')
    .select(['kind', 'category_code', 'class_code'])
    .where('id', '=', class_id)
    .executeTakeFirstOrThrow();
  const rule = await trx
    .selectFrom('lookup.case_rule')
    .select('condition')
    .where('id', '=', rule_id)
    .executeTakeFirst();
  const words = [`${kind}:${category_code}${class_code}`, rule?.condition, step, limit_value, limit_unit];
  return words.filter((word) => word != null).join(' ');
}

const keyOf = ({ class_id, rule_id, step }: Limit): string => [class_id, rule_id, step].join(' ');
const whole = (limit: Limit): string =>
  [keyOf(limit), limit.limit_value, limit.limit_unit, limit.from_day, limit.to_day].join(' ');

/** Limits of a tenant that came from one manifest and have not ended. */
async function readLimits(trx: Trx, tenantId: number, originId: number, today: string) {
  return trx
    .selectFrom('biz.limit_rule')
    .select(['id', 'class_id', 'rule_id', 'step', 'limit_value', 'limit_unit', 'from_day', 'to_day'])
    .where('tenant_id', '=', tenantId)
    .where('origin_id', '=', originId)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>', today)]))
    .orderBy('id')
    .execute();
}

/** Adds the limits that are missing and ends those no longer wanted. */
async function bring(
  trx: Trx,
  { scope: { cityId }, deps }: Applying,
  tenantId: number,
  originId: number,
  wanted: readonly Limit[],
  today: string,
): Promise<LimitChange[]> {
  const stored = await readLimits(trx, tenantId, originId, today);
  const has = new Set(stored.map(whole));
  const wants = new Set(wanted.map(whole));
  const ending = stored.filter((limit) => !wants.has(whole(limit)));
  for (const { id } of ending) {
    await trx
      .updateTable('biz.limit_rule')
      .set({ to_day: today })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute();
  }
  const isPast = ({ to_day }: Limit): boolean => to_day !== null && to_day <= today;
  const adding = wanted.filter((limit) => !has.has(whole(limit)) && !isPast(limit));
  for (const { class_id, rule_id, step, limit_value, limit_unit, from_day, to_day } of adding) {
    const row = { class_id, rule_id, step, limit_value, limit_unit, from_day, to_day };
    await trx
      .insertInto('biz.limit_rule')
      .values({ tenant_id: tenantId, city_id: cityId, id: deps.ids.next(), origin_id: originId, ...row })
      .execute();
  }
  return [...ending.map((limit) => ['end', limit] as const), ...adding.map((limit) => ['add', limit] as const)];
}

async function resolve(trx: Trx, limit: ManifestLimit, path: (string | number)[]): Promise<Limit> {
  const [kind = '', code = ''] = limit.class.split(':');
  const known = await trx
    .selectFrom('lookup.class')
    .select('id')
    .where('catalogue_id', '=', limit.catalogue)
    .where('kind', '=', kind)
    .where((where) => where(where.fn<string>('concat', ['category_code', 'class_code']), '=', code))
    .executeTakeFirst();
  const rules =
    known === undefined
      ? []
      : await trx.selectFrom('lookup.case_rule').select(['id', 'condition']).where('class_id', '=', known.id).execute();
  const { condition } = limit;
  const rule = condition && rules.find((each) => plainName(each.condition) === plainName(condition));
  if (known === undefined || (condition !== undefined && !rule)) {
    throw new Problem('CONF-LIMIT', { path: pathText(path), class: `${limit.class} ${condition ?? ''}`.trim() });
  }
  return {
    class_id: known.id,
    rule_id: rule ? rule.id : null,
    step: limit.step,
    limit_value: limit.value,
    limit_unit: limit.unit,
    from_day: limit.from,
    to_day: limit.to ?? null,
  };
}
