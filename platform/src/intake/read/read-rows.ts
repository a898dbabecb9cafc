import { Problem } from '../../kernel/problem.ts';
import { csvRows } from './csv-rows.ts';
import { decode, detectEncoding, type Encoding } from './encoding.ts';
import { unpack, type ByteStream } from './gunzip.ts';
import { READ_LIMITS, type ReadLimits } from './limits.ts';
import { listAsLines } from './json-list.ts';
import { ndjsonRows } from './ndjson.ts';
import type { RawRow } from './row.ts';

/** Opens the stored bytes from their start; called once to find the encoding and once to read. */
export type OpenBytes = () => ByteStream;
/** What a mapping says about the form of a file. */
export interface ReadableShape {
  readonly format: 'csv' | 'ndjson';
  readonly encoding: 'auto' | 'utf-8' | 'gb18030';
  readonly csv: { readonly delimiter: string; readonly quote: string };
}

/** Encoding of a stored file (gzip or plain). Throws ENV-… problems for a file that cannot be read at all. */
export async function findEncoding(
  open: OpenBytes,
  shape: ReadableShape,
  limits: ReadLimits = READ_LIMITS,
): Promise<Encoding> {
  return detectEncoding(unpack(open(), limits), shape.encoding);
}

/**
 * Stored bytes → rows, in blocks as they come off the disk; the consumer's pull is the back-pressure.
 * A broken row is a row with a fault. Throws only when the file as a whole is unreadable (ENV-… problems).
 */
export async function* readRows(
  open: OpenBytes,
  shape: ReadableShape,
  encoding: Encoding,
  limits: ReadLimits = READ_LIMITS,
  onHeader?: (columns: readonly string[]) => void,
): AsyncGenerator<RawRow[]> {
  const text = decode(unpack(open(), limits), encoding);
  const blocks =
    shape.format === 'csv' ? csvRows(text, shape.csv, limits, onHeader) : ndjsonRows(listAsLines(text), limits);
  for await (const rows of blocks) {
    if ((rows.at(-1)?.rowNo ?? 0) > limits.rows) throw new Problem('ENV-TOO-MANY-ROWS', { limit: limits.rows });
    yield rows;
  }
}
