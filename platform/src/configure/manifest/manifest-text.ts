import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import type { TenantManifest } from './manifest.ts';

const SCHEMA_HINT = '# yaml-language-server: $schema=manifest.schema.json\n';

/** A manifest as a person would write it: short parts on one line, codes of digits in quotes, nothing that is the default. */
export function manifestText(manifest: TenantManifest): string {
  const { codeHistory, modes, people, limits, sources, areas, cells, numberPrefix, ...top } = manifest;
  const filled = (name: string, list: readonly unknown[]) => (list.length > 0 ? { [name]: list } : {});
  const document = new Document({
    ...top,
    ...(numberPrefix === null ? {} : { numberPrefix }),
    ...filled('codeHistory', codeHistory),
    ...filled('modes', modes),
    ...filled('people', people),
    ...filled('limits', limits),
    ...filled('sources', sources),
    ...filled('areas', areas),
    ...filled('cells', cells),
  });
  visit(document, {
    Map(_, map, path) {
      if (path.some(isSeq) && map.items.every(({ value }) => isScalar(value))) map.flow = true;
    },
    Seq(_, list) {
      if (list.items.length > 0 && list.items.every((item) => isScalar(item) && isShort(item.value))) {
        list.flow = true;
      }
    },
  });
  const drawn = document.get('cells');
  if (isSeq(drawn)) for (const cell of drawn.items.filter(isMap)) cell.flow = true;
  return SCHEMA_HINT + document.toString({ lineWidth: 0, singleQuote: true });
}

/** A coordinate, or a time of day. */
const isShort = (value: unknown): boolean => typeof value === 'number' || /^\d\d:\d\d$/.test(String(value));
