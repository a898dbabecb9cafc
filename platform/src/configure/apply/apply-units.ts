import type { Trx } from '../../database/database.ts';
import { lastsBeyond } from '../../database/lasts-beyond.ts';
import { jsonb } from '../../database/json.ts';
import { civilDay } from '../../calendars/zone.ts';
import { present } from '../../kernel/present.ts';
import { applyBodies, type Body } from './apply-bodies.ts';
import type { Applying } from './applying.ts';
import { differences, type Bilingual, type Change } from '../change.ts';
import { bodyMoves, noBodyAnyMore, openCases, postsEnd } from './consequences.ts';
import type { ManifestUnit, TenantManifest } from '../manifest/manifest.ts';
import { takeNumbers } from './numbers.ts';
import { countCasesOfUnit } from './open-cases.ts';
import { recogniseUnits } from './recognise-units.ts';
import { bodiesOf } from '../manifest/unit-tree.ts';

type StoredUnit = Awaited<ReturnType<typeof readUnits>>[number];

/**
 * Brings the units of a tenant to the manifest's. A unit is recognised by its code, else by its name. A renamed unit stays
 * the same; one with a last day ends; one that is no body any more is closed as such. Returns the id of every code.
 */
export async function applyUnits(
  trx: Trx,
  run: Applying,
  { units, timeZone }: TenantManifest,
): Promise<ReadonlyMap<string, number>> {
  const stored = await readUnits(trx, run);
  const today = civilDay(run.now, timeZone);
  const known = recogniseUnits(units, stored, today);
  const missing = units.filter(({ code }) => !known.has(code));
  const numbers = missing.length > 0 ? await takeNumbers(trx, 'unit', missing.length) : [];
  const unitIds = new Map(
    units.map((unit) => [unit.code, known.get(unit.code)?.id ?? present(numbers[missing.indexOf(unit)], unit.code)]),
  );
  const idOf = (code: string) => present(unitIds.get(code), `unit ${code}`);
  const bodies = bodiesOf(units);
  const wanted = (unit: ManifestUnit) =>
    rowOf(unit, idOf, present(bodies.get(unit.code), unit.code), known.get(unit.code), today);
  const isBody = ({ code }: ManifestUnit) => bodies.get(code) === code;
  const ownBodies = units.filter(isBody).map((unit): Body => {
    const { parent_id: _, body_id: unit_id, ...row } = wanted(unit);
    return { unit_id, ...row };
  });
  const noBodies = units.filter((unit) => !isBody(unit)).map(({ code }) => idOf(code));
  await applyBodies(trx, run, ownBodies, { noBodies, today });
  await addUnits(trx, run, missing, (unit) => ({ id: idOf(unit.code), ...wanted(unit) }));
  const codeById = new Map([
    ...stored.map(({ id, code }) => [id, code] as const),
    ...[...unitIds].map(([code, id]) => [id, code] as const),
  ]);
  const codeOf = (id: number) => present(codeById.get(id), `unit ${id}`);
  for (const unit of units) {
    const before = known.get(unit.code);
    if (before !== undefined) await correct(trx, run, before, unit, wanted(unit), codeOf);
  }
  return unitIds;
}

function readUnits(trx: Trx, { scope: { tenantId } }: Applying) {
  return trx
    .selectFrom('biz.unit')
    .select(['id', 'code', 'kind', 'name', 'name_history', 'parent_id', 'body_id', 'from_day', 'to_day'])
    .where('tenant_id', '=', tenantId)
    .execute();
}

/** What a unit's row shall hold. */
function rowOf(
  unit: ManifestUnit,
  idOf: (code: string) => number,
  body: string,
  known: StoredUnit | undefined,
  today: string,
) {
  return {
    code: unit.code,
    kind: unit.kind,
    name: unit.name,
    name_history: formerNames(unit, known, today),
    parent_id: unit.parent === undefined ? null : idOf(unit.parent),
    body_id: idOf(body),
    from_day: unit.from,
    to_day: unit.to ?? null,
  };
}

type FormerNames = NonNullable<ManifestUnit['formerNames']>;

/**
 * Every name a unit has had: those known, as the manifest corrects them, those it adds and, at a renaming, the last one. A
 * manifest forgets none by leaving it out: old files of the sender still call the unit so.
 */
function formerNames(unit: ManifestUnit, known: StoredUnit | undefined, today: string): FormerNames {
  const history = (known?.name_history ?? []) as FormerNames;
  const last = known === undefined || known.name === unit.name ? [] : [{ name: known.name, until: today }];
  const byName = new Map([...last, ...history, ...(unit.formerNames ?? [])].map((former) => [former.name, former]));
  const names = [...history, ...(unit.formerNames ?? []), ...last].map(({ name }) => name);
  return [...new Set(names)].flatMap((name) => byName.get(name) ?? []);
}

/** In one statement, since a unit may stand before the one above it. */
async function addUnits(
  trx: Trx,
  run: Applying,
  missing: readonly ManifestUnit[],
  rowFor: (unit: ManifestUnit) => ReturnType<typeof rowOf> & { readonly id: number },
): Promise<void> {
  if (missing.length === 0) return;
  const { tenantId, cityId } = run.scope;
  await trx
    .insertInto('biz.unit')
    .values(
      missing.map((unit) => {
        const { name_history, ...row } = rowFor(unit);
        return { tenant_id: tenantId, city_id: cityId, ...row, name_history: jsonb(name_history) };
      }),
    )
    .execute();
  for (const { code, name } of missing) run.changes.push({ act: 'add', part: 'unit', key: code, name });
}

async function correct(
  trx: Trx,
  run: Applying,
  known: StoredUnit,
  unit: ManifestUnit,
  { name_history, ...wanted }: ReturnType<typeof rowOf>,
  codeOf: (id: number) => string,
): Promise<void> {
  const names = (history: unknown) => (history as { name: string; until?: string }[]).map((n) => [n.name, n.until]);
  const fields = differences(
    { ...known, name_history: names(known.name_history) },
    { ...wanted, name_history: names(name_history) },
  );
  if (fields === undefined) return;
  await trx
    .updateTable('biz.unit')
    .set({ ...wanted, name_history: jsonb(name_history) })
    .where('tenant_id', '=', run.scope.tenantId)
    .where('id', '=', known.id)
    .execute();
  const ends = 'to_day' in fields && wanted.to_day !== null;
  const consequences: Bilingual[] = [];
  const isBodyNoMore = known.body_id === known.id && wanted.body_id !== known.id;
  if ('body_id' in fields) consequences.push(bodyMoves(codeOf(known.body_id), codeOf(wanted.body_id)));
  if (isBodyNoMore) consequences.push(noBodyAnyMore);
  if (ends) consequences.push(...(await postsOf(trx, run, known)));
  if (ends || isBodyNoMore) {
    const cases = await countCasesOfUnit(trx, run, known.id, known.name);
    if (cases > 0) consequences.push(openCases(cases));
  }
  run.changes.push({
    act: ends ? 'end' : 'change',
    part: 'unit',
    key: unit.code,
    name: unit.name,
    fields: withCodes(fields, codeOf),
    consequences,
  });
}

/** Fields of a unit as people read them: other units by their codes. */
function withCodes(fields: NonNullable<Change['fields']>, codeOf: (id: number) => string): Change['fields'] {
  const code = (id: unknown) => (typeof id === 'number' ? codeOf(id) : null);
  return Object.fromEntries(
    Object.entries(fields).map(([key, [before, after]]) =>
      key.endsWith('_id') ? [key.slice(0, -3), [code(before), code(after)]] : [key, [before, after]],
    ),
  );
}

async function postsOf(trx: Trx, run: Applying, { id }: StoredUnit): Promise<Bilingual[]> {
  const posts = await trx
    .selectFrom('biz.post')
    .select(['person_id'])
    .where('tenant_id', '=', run.scope.tenantId)
    .where('unit_id', '=', id)
    .where(lastsBeyond('to_at', run.now))
    .execute();
  return posts.length > 0 ? [postsEnd(posts.length, new Set(posts.map((post) => post.person_id)).size)] : [];
}
