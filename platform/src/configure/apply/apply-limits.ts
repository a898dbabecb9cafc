import { sql } from 'kysely';
import { civilDay } from '../../calendars/zone.ts';
import { countRunning } from '../../cases/read/count-running.ts';
import { plainName } from '../../catalogues/catalogues.ts';
import type { Trx } from '../../database/database.ts';
import { lastsBeyond } from '../../database/lasts-beyond.ts';
import { become } from '../../database/transaction.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Applying } from './applying.ts';
import type { Bilingual } from '../change.ts';
import { cityHoldsAgain, holdsInCounties, limitBegins, limitEnds, ofItsCity, standsForCity } from './consequences.ts';
import { servedBy } from './served-by.ts';
import { pathText, type TenantManifest } from '../manifest/manifest.ts';

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
 * Brings the limits of a tenant to its manifest's. A city's go to all its counties, beside the limits of their own: which one
 * counts is decided day by day when they are read, the county's own first. A limit that is no longer named ends today. Open
 * cases keep the limit their clock started with. CONF-LIMIT for a class or condition the catalogue does not have.
 */
export async function applyLimits(trx: Trx, run: Applying, manifest: TenantManifest): Promise<void> {
  const { scope, actor } = run;
  const { tenantId, cityId } = scope;
  const today = civilDay(run.now, manifest.timeZone);
  const own: Limit[] = [];
  for (const [n, limit] of manifest.limits.entries()) own.push(await resolve(trx, limit, ['limits', n]));
  const changed = await bring(trx, run, tenantId, tenantId, own, today);
  const ofCity = await readLimits(trx, cityId, cityId, today);
  const counted = changed.map(() => ({ counties: 0, keeping: 0 }));
  const count = async (tenant: number, n: number): Promise<void> => {
    counted[n]!.keeping += await countKeeping(trx, tenant, changed[n]!);
  };
  for (const n of changed.keys()) await count(tenantId, n);
  for (const member of await servedBy(trx, scope)) {
    if (member === cityId) continue;
    const passed = await bring(trx, run, member, cityId, ofCity, today);
    if (passed.length > 0) run.reached.add(member);
    if (member === tenantId) {
      for (const change of passed)
        await note(trx, run, today, change, await countKeeping(trx, member, change), [ofItsCity]);
    } else if (passed.length > 0) {
      const theirs = new Set((await readLimits(trx, member, member, today)).map(keyOf));
      await become(trx, { tenantId: member, cityId, actor });
      for (const [n, [, limit]] of changed.entries()) {
        if (theirs.has(keyOf(limit))) continue;
        counted[n]!.counties += 1;
        await count(member, n);
      }
      await become(trx, { ...scope, actor });
    }
  }
  for (const [n, change] of changed.entries()) {
    const [act, limit] = change;
    const { counties, keeping } = counted[n]!;
    const city = tenantId === cityId ? undefined : ofCity.find((one) => keyOf(one) === keyOf(limit));
    const text = city && `${city.limit_value} ${city.limit_unit}`;
    await note(trx, run, today, change, keeping, [
      ...(counties > 0 ? [holdsInCounties(counties)] : []),
      ...(text === undefined ? [] : [act === 'add' ? standsForCity(text) : cityHoldsAgain(text)]),
    ]);
  }
}

type LimitChange = readonly ['add' | 'end', Limit];

/** Notes a limit that begins or ends, how many open cases keep what they have, and what else follows. */
async function note(
  trx: Trx,
  run: Applying,
  today: string,
  [act, limit]: LimitChange,
  keeping: number,
  more: readonly Bilingual[],
): Promise<void> {
  const first = act === 'add' ? limitBegins(limit.from_day, keeping) : limitEnds(today, keeping);
  run.changes.push({ act, part: 'limit', key: await nameOf(trx, limit), consequences: [first, ...more] });
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

/** Open cases whose clock runs under another limit than one that begins, or under one that ends. */
async function countKeeping(trx: Trx, tenantId: number, [act, limit]: LimitChange): Promise<number> {
  if (limit.step !== 'disposal') return 0;
  const isOfRule = limit.rule_id === null ? sql`c.class_id = ${limit.class_id}` : sql`c.rule_id = ${limit.rule_id}`;
  const hasIt = sql`(c.limit_value = ${limit.limit_value} and c.limit_unit = ${limit.limit_unit})`;
  return countRunning(trx, tenantId, sql`${isOfRule} and ${hasIt} is ${sql.raw(act === 'add' ? 'not true' : 'true')}`);
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
    .where(lastsBeyond('to_day', today))
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
