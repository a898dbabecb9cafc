import { Problem } from '../../kernel/problem.ts';
import { csvRows } from './csv-rows.ts';
import type { CsvDialect } from './csv.ts';
import { decode, detectEncoding, HEAD_BYTES, type Encoding } from './encoding.ts';
import { refuseOtherFormats } from './formats.ts';
import { unpack } from './gunzip.ts';
import type { HeaderRule } from './header.ts';
import { lineCount, type LineCount } from './line-ends.ts';
import { checkTally, noLines, type LineTally } from './line-tally.ts';
import { READ_LIMITS, type ReadLimits } from './limits.ts';
import { listAsLines } from './json-list.ts';
import { ndjsonRows } from './ndjson.ts';
import type { Observer } from './observer.ts';
import { drop, peek, type ByteStream } from './peek.ts';
import type { RawRow } from './row.ts';

/** Opens the stored bytes from their start; called to find out what they are and once to read. */
export type OpenBytes = () => ByteStream;
/** What a mapping says about the form of a file. */
export interface ReadableShape {
  readonly format: 'csv' | 'ndjson';
  readonly encoding: 'auto' | 'utf-8' | 'gb18030';
  readonly csv: CsvDialect;
  readonly header: HeaderRule;
}

/**
 * Encoding of a stored file (gzip or plain). Throws ENV-… problems for a file that cannot be read at all: damaged, of another
 * format, in another encoding than the mapping insists on.
 */
export async function findEncoding(
  open: OpenBytes,
  shape: ReadableShape,
  limits: ReadLimits = READ_LIMITS,
): Promise<Encoding> {
  const [head, whole] = await peek(unpack(open(), limits), HEAD_BYTES);
  await drop(whole);
  refuseOtherFormats(head, shape.format);
  return detectEncoding(head, () => unpack(open(), limits), shape.encoding);
}

/**
 * Stored bytes → rows, in blocks as they come off the disk; the consumer's pull is the back-pressure.
 * A broken row is a row with a fault. Throws only when the file as a whole is unreadable (ENV-… problems), and where the lines of the
 * rows and of all that is none do not add up to those of the file, which nothing may be taken from then.
 */
export async function* readRows(
  open: OpenBytes,
  shape: ReadableShape,
  encoding: Encoding,
  limits: ReadLimits = READ_LIMITS,
  observer: Observer = {},
): AsyncGenerator<RawRow[]> {
  const lines = lineCount();
  const decoded = decode(unpack(open(), limits), encoding);
  const tally = noLines();
  const blocks =
    shape.format === 'csv'
      ? csvRows(lines.count(decoded), { ...shape.csv, header: shape.header }, limits, tally, observer)
      : objectRows(decoded, limits, lines, tally);
  for await (const rows of blocks) {
    if ((rows.at(-1)?.rowNo ?? 0) > limits.rows) throw new Problem('ENV-TOO-MANY-ROWS', { limit: limits.rows });
    yield rows;
  }
  checkTally(tally, lines.total());
  if (tally.records + tally.faults + tally.headers === 0) throw new Problem('ENV-EMPTY');
  observer.lines?.(tally);
}

/** One object a line, or one list of them, each with the line of the file on which it begins. */
async function* objectRows(
  decoded: AsyncIterable<string>,
  limits: ReadLimits,
  lines: LineCount,
  tally: LineTally,
): AsyncGenerator<RawRow[]> {
  const { text, lineOf } = listAsLines(decoded);
  for await (const rows of ndjsonRows(lines.count(text), limits, tally)) {
    yield rows.map((row) => ({ ...row, line: lineOf(row.line) }));
  }
}
