import { CRS, importAreas, message, Problem } from '@liangji/platform';
import { cityByOperator } from './city.ts';
import { withDatabase, type CommandContext } from './context.ts';
import { readJsonFile } from './read-file.ts';

export interface AreasImportOptions {
  readonly file: string;
  readonly crs: string;
  readonly city: string;
}

/** `liangji areas import`: real boundaries from a GeoJSON file in place of drawn ones, matched by national code. */
export async function runAreasImport(context: CommandContext, options: AreasImportOptions): Promise<void> {
  const crs = CRS.find((known) => known === options.crs.toUpperCase().replace('-', ''));
  if (crs === undefined)
    throw new Problem('SYS-INPUT', {
      reason: message('option.one-of', { option: `--crs ${options.crs}`, values: CRS.join(', ') }),
    });
  const file = await readJsonFile(options.file);
  await withDatabase(context, ['operator', 'identity'], async (database) => {
    const city = await cityByOperator(context, database, options.city);
    for (const { name, changed } of await importAreas(database, context.deps, city, crs, file)) {
      context.print(`  ${name}: ${changed ? '已更新 replaced' : '无变化 unchanged'}`);
    }
  });
}
