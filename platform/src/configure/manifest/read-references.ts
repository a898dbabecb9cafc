import { z } from 'zod';
import { message, type Param } from '../../kernel/message.ts';
import { zodMessages } from '../../kernel/zod-messages.ts';
import { parseMapping } from '../../intake/mapping/document.ts';
import { Problem } from '../../kernel/problem.ts';
import { gridOfCore } from './grid-of-core.ts';
import { pathText, type ManifestFault, type ReadReference, type TenantManifest } from './manifest.ts';
import { cellsSchema, outlineSchema, type WrittenManifest } from './manifest-schema.ts';

/** Puts what the files of a manifest hold in the place of their names, and draws a grid that is only described. */
export function readReferences(
  written: WrittenManifest,
  readFile: ReadReference,
): { manifest: TenantManifest } | { faults: ManifestFault[] } {
  const faults: ManifestFault[] = [];
  const read = <T>(file: string, path: (string | number)[], parse: (content: unknown) => T): T | undefined => {
    try {
      return parse(JSON.parse(readFile(file).replace(/^\ufeff/, '')));
    } catch (error) {
      const reason = reasonOf(error);
      faults.push({ code: 'CONF-FILE', params: { path: pathText(path), file, reason }, path });
      return undefined;
    }
  };
  const { $schema: _, sources, areas, cells, ...rest } = written;
  const manifest: TenantManifest = {
    ...rest,
    sources: sources.map(({ mapping, ...source }, n) => {
      const path = ['sources', n, 'mapping'];
      const document =
        typeof mapping === 'string' ? read(mapping, path, (content) => content as Record<string, unknown>) : mapping;
      if (document === undefined) return source;
      faults.push(...mappingFaults(document, path));
      return { ...source, mapping: document };
    }),
    areas: areas.map((area, n) => {
      const { outline } = area;
      const parse = (content: unknown) => outlineSchema.parse(geometryOf(content));
      const drawn = typeof outline === 'string' ? read(outline, ['areas', n, 'outline'], parse) : outline;
      return { ...area, outline: drawn ?? { type: 'Polygon', coordinates: [] } };
    }),
    cells: Array.isArray(cells)
      ? cells
      : 'core' in cells
        ? gridOfCore(cells.core)
        : (read(cells.file, ['cells', 'file'], (content) => cellsSchema.parse(cellsOf(content))) ?? []),
  };
  return faults.length > 0 ? { faults } : { manifest };
}

/** Why a file gives no value: its encoding, what is wrong with its JSON or with what that holds, or the system's code (ENOENT …). */
function reasonOf(error: unknown): Param {
  if (error instanceof z.ZodError) return zodMessages(error, '-');
  if (error instanceof Problem && error.code === 'SYS-FILE-NOT-UTF8') {
    return message('file.not-utf8', { line: error.params['line'] ?? 1 });
  }
  if (error instanceof SyntaxError) return message('json.invalid');
  return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
}

function mappingFaults(document: unknown, path: (string | number)[]): ManifestFault[] {
  try {
    parseMapping(document);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { reason = error } = error.params;
    return [{ code: 'CONF-MAPPING', params: { path: pathText(path), reason }, path }];
  }
}

interface Feature {
  readonly type?: unknown;
  readonly geometry?: unknown;
  readonly properties?: Readonly<Record<string, unknown>> | null;
}

/** A geometry, or the one of a Feature. */
const geometryOf = (content: unknown): unknown =>
  (content as Feature)?.type === 'Feature' ? (content as Feature).geometry : content;

/** Cells of a FeatureCollection: `code`, `areaClass`, `from` and `to` are its properties. */
function cellsOf(content: unknown): unknown {
  const { features } = content as { features?: readonly Feature[] };
  return features?.map(({ properties, geometry }) => ({ ...properties, outline: geometry })) ?? content;
}
