import type { ReadableShape } from '../read/read-rows.ts';
import { compileMapping, type CompiledMapping } from './compile.ts';
import type { MappingDocument } from './document.ts';

/** How a file of this mapping is to be read; `format` may be another than the mapping says. */
export function fileShape(
  document: MappingDocument,
  format: ReadableShape['format'] = document.format,
  { knownColumns, requiredColumns, reportedColumns }: CompiledMapping = compileMapping(document),
): ReadableShape {
  const header = { known: knownColumns, required: requiredColumns, reported: reportedColumns };
  return { format, encoding: document.encoding, csv: document.csv, header };
}
