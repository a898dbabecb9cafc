import type { Trx } from '../../database/database.ts';
import { jsonb } from '../../database/json.ts';
import type { Applying } from './applying.ts';
import { areasAbove, LEVELS } from '../manifest/area-tree.ts';
import { differences } from '../change.ts';
import { outlineChanges } from './consequences.ts';
import type { Outline } from '../manifest/manifest-schema.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import { shapeOf } from './shape.ts';

type ManifestArea = TenantManifest['areas'][number];
type StoredArea = Awaited<ReturnType<typeof readAreas>>[number];

/** Adds areas that are missing and corrects the others, level by level: an area comes after the one it lies in. */
export async function applyAreas(trx: Trx, run: Applying, { areas }: TenantManifest): Promise<void> {
  const { tenantId, cityId } = run.scope;
  const stored = await readAreas(trx, tenantId);
  const ids = new Map<ManifestArea, number>();
  const names = new Map(stored.map(({ id, name }) => [id, name]));
  let nextId = Math.max(0, ...stored.map(({ id }) => id)) + 1;
  for (const level of LEVELS) {
    const ofLevel = areas.filter((area) => area.level === level);
    const parentOf = ({ parent }: ManifestArea): number | null =>
      parent === undefined ? null : (areasAbove(areas, level, parent).map((above) => ids.get(above))[0] ?? null);
    const known = recognise(
      ofLevel,
      stored.filter((row) => row.level === level),
      parentOf,
    );
    for (const area of ofLevel) {
      const { name, code, schematic } = area;
      const row = known.get(area);
      const id = row?.id ?? nextId++;
      ids.set(area, id);
      names.set(id, name);
      const placed = { name, code, parent_id: parentOf(area) };
      if (row !== undefined) {
        await correct(trx, run, row, placed, area, names);
        continue;
      }
      const drawn = { outline: jsonb(area.outline), is_schematic: schematic };
      await trx
        .insertInto('biz.area')
        .values({ tenant_id: tenantId, city_id: cityId, id, level, ...placed, ...drawn })
        .execute();
      run.changes.push({ act: 'add', part: 'area', key: name, name, consequences: [outlineChanges] });
    }
  }
}

function readAreas(trx: Trx, tenantId: number) {
  return trx
    .selectFrom('biz.area')
    .select(['id', 'level', 'name', 'code', 'parent_id', 'outline', 'is_schematic'])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
}

/**
 * Which area of a level is which stored one: the one of its code, else of its name in the area it lies in, else the only one
 * that has its name and was not recognised yet.
 */
function recognise(
  areas: readonly ManifestArea[],
  stored: readonly StoredArea[],
  parentOf: (area: ManifestArea) => number | null,
): ReadonlyMap<ManifestArea, StoredArea> {
  const known = new Map<ManifestArea, StoredArea>();
  const left = new Set(stored);
  const match = (isIt: (area: ManifestArea, row: StoredArea) => boolean): void => {
    for (const area of areas) {
      if (known.has(area)) continue;
      const [row, ...others] = [...left].filter((each) => isIt(area, each));
      if (row === undefined || others.length > 0) continue;
      known.set(area, row);
      left.delete(row);
    }
  };
  const hasName = (area: ManifestArea, row: StoredArea): boolean =>
    area.name === row.name && (area.code === null || row.code === null || area.code === row.code);
  match((area, row) => area.code !== null && area.code === row.code);
  match((area, row) => hasName(area, row) && parentOf(area) === row.parent_id);
  match(hasName);
  return known;
}

async function correct(
  trx: Trx,
  run: Applying,
  known: StoredArea,
  placed: Pick<StoredArea, 'name' | 'code' | 'parent_id'>,
  { outline, schematic }: { readonly outline: Outline; readonly schematic: boolean },
  names: ReadonlyMap<number, string>,
): Promise<void> {
  // A drawing never takes the place of an imported boundary.
  const keepsOutline = schematic && !known.is_schematic;
  const drawn = keepsOutline ? {} : { outline: jsonb(outline), is_schematic: schematic };
  const shown = ({ name, code, parent_id }: typeof placed) => ({
    ...{ name, code },
    parent: parent_id === null ? null : names.get(parent_id),
  });
  const fields = differences(
    { ...shown(known), schematic: known.is_schematic },
    { ...shown(placed), ...(keepsOutline ? {} : { schematic }) },
  );
  const isRedrawn = !keepsOutline && differences(shapeOf(known.outline), shapeOf(outline)) !== undefined;
  const moves = known.parent_id !== placed.parent_id;
  if (fields === undefined && !isRedrawn && !moves) return;
  await trx
    .updateTable('biz.area')
    .set({ ...placed, ...drawn })
    .where('tenant_id', '=', run.scope.tenantId)
    .where('id', '=', known.id)
    .execute();
  const consequences = isRedrawn || moves ? [outlineChanges] : [];
  const change = { act: 'change', part: 'area', key: placed.name, name: placed.name, consequences } as const;
  run.changes.push({ ...change, ...(fields && { fields }) });
}
