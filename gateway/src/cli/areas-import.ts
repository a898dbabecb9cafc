import { CRS, importAreas, Problem } from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';
import { readJsonFile } from './read-file.ts';

export interface AreasImportOptions {
  readonly file: string;
  readonly crs: string;
  readonly city: string;
}

/** `liangji areas import`: real boundaries from a GeoJSON file in place of drawn ones, matched by national code. */
export async function runAreasImport(context: CommandContext, options: AreasImportOptions): Promise<void> {
  const crs = CRS.find((known) => known === options.crs.toUpperCase().replace('-', ''));
  if (crs === undefined) throw new Problem('SYS-INPUT', { reason: `--crs ${options.crs}: one of ${CRS.join(', ')}` });
  const file = await readJsonFile(options.file);
  await withDatabase(context, ['operator'], async (database) => {
    const { actor } = await appliedBy(context, database);
    for (const { name, changed } of await importAreas(database, context.deps, actor, options.city, crs, file)) {
      context.print(`  ${name}: ${changed ? '已更新 replaced' : '无变化 unchanged'}`);
    }
  });
}
