import type { ReadLimits } from './limits.ts';
import { lineBreaks, lineEndAt, NEEDS_MORE } from './line-ends.ts';
import { looksLikeRecords } from './looks-like-records.ts';
import { splitLine } from './split-line.ts';

/** Why a record could not be split: `swallowed` is a quoted cell that seems to hold other records. */
export type CsvFault = 'too-long' | 'too-many-columns' | 'quote' | 'swallowed';

/** A record as split, with the lines of the file it covers. A run of empty lines is one record without fields. */
export interface CsvRecord {
  /** Line it begins at, from 1. */
  readonly line: number;
  readonly lines: number;
  /** Of a faulty record: its first line, split as well as can be. */
  readonly fields: readonly string[];
  readonly fault: CsvFault | null;
  /** False where the file ends without a line end. */
  readonly isEnded: boolean;
}

export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
}

export interface CsvSplitter {
  /** Hands over the next piece of the text. */
  push(text: string): void;
  /** Says that there is no more text. */
  end(): void;
  /** The next whole record; null when more text is needed, and at the end. */
  next(): CsvRecord | null;
  /** How many cells the records have from here on: by that, swallowed records are recognised. */
  expect(least: number, most: number): void;
}

const LF = 10;
const CR = 13;
/** So much of a line too long to be kept is shown. */
const SHOWN_CHARS = 200;

/**
 * Splits text pieces into CSV records (RFC 4180; LF, CRLF and lone CR; quoted line breaks; doubled quotes), and every line of the
 * text belongs to exactly one of them.
 *
 * Ours and not csv-parse because of bad files: there a record above `max_record_size` drops the rest of the buffer, and a
 * quote never closed swallows the file into memory. Here every record is bounded and a broken one costs its first line: after it,
 * reading goes on at the line that follows the record's start. csv-parse is the oracle of the tests instead.
 *
 * A quote opens only at the start of a field; text after a closing quote is a fault.
 */
export function csvSplitter(dialect: CsvDialect, limits: ReadLimits): CsvSplitter {
  return new Splitter(dialect, limits);
}

class Splitter implements CsvSplitter {
  readonly dialect: CsvDialect;
  readonly delimiter: number;
  readonly quote: number;
  readonly limits: ReadLimits;
  /** Text not yet consumed begins at `at`, which is the start of a line. */
  text = '';
  at = 0;
  line = 1;
  isLast = false;
  /** Inside a line already reported as too long: its rest is dropped. */
  isSkipping = false;
  least = 0;
  most = Infinity;

  constructor(dialect: CsvDialect, limits: ReadLimits) {
    this.dialect = dialect;
    this.delimiter = dialect.delimiter.charCodeAt(0);
    this.quote = dialect.quote.charCodeAt(0);
    this.limits = limits;
  }

  push(text: string): void {
    this.text = this.at < this.text.length ? this.text.slice(this.at) + text : text;
    this.at = 0;
  }

  end(): void {
    this.isLast = true;
  }

  expect(least: number, most: number): void {
    this.least = least;
    this.most = most;
  }

  next(): CsvRecord | null {
    if (this.isSkipping && !this.skip()) return null;
    if (this.at >= this.text.length) return null;
    const code = this.text.charCodeAt(this.at);
    return code === LF || code === CR ? this.blankLines() : this.record();
  }

  private blankLines(): CsvRecord | null {
    let lines = 0;
    for (let code = LF; code === LF || code === CR; code = this.text.charCodeAt(this.at)) {
      const end = lineEndAt(this.text, this.at, this.isLast);
      if (end === NEEDS_MORE || end === null) break;
      this.at = end;
      lines++;
    }
    return lines === 0 ? null : this.taken({ fields: [], fault: null, isEnded: true }, lines);
  }

  private record(): CsvRecord | null {
    const { text, delimiter, quote, limits, isLast } = this;
    const start = this.at;
    const fields: string[] = [];
    let at = start;
    let lines = 1;
    for (;;) {
      let field: string;
      if (text.charCodeAt(at) === quote) {
        const close = this.closingQuote(at + 1, start);
        if (close < 0) return isLast ? this.fault('quote', start) : this.unfinished(start);
        field = text.slice(at + 1, close);
        const breaks = lineBreaks(field);
        if (field.includes(this.dialect.quote)) field = this.undoubled(field);
        at = close + 1;
        // A quote at the very end of the text may be the first half of a doubled one.
        if (at === text.length && !isLast) return this.unfinished(start);
        const after = text.charCodeAt(at);
        if (at < text.length && after !== delimiter && after !== LF && after !== CR) return this.fault('quote', start);
        if (breaks > 0) {
          lines += breaks;
          if (lines > limits.rowLines || at - start > limits.rowChars) return this.fault('quote', start);
          if (looksLikeRecords(field, breaks, fields[0] ?? '', this.least, this.dialect.delimiter))
            return this.fault('swallowed', start);
        }
      } else {
        const from = at;
        let code = text.charCodeAt(at);
        while (at < text.length && code !== delimiter && code !== LF && code !== CR) code = text.charCodeAt(++at);
        field = text.slice(from, at);
      }
      if (at - start > limits.rowChars) return this.fault('too-long', start);
      fields.push(field);
      if (at >= text.length) {
        if (!isLast) return this.unfinished(start);
        return this.whole(fields, at, lines, false);
      }
      if (text.charCodeAt(at) === delimiter) {
        at++;
        if (fields.length >= limits.columns) return this.fault('too-many-columns', start);
        continue;
      }
      const end = lineEndAt(text, at, isLast);
      if (end === NEEDS_MORE || end === null) return this.unfinished(start);
      return this.whole(fields, end, lines, true);
    }
  }

  /** A record with line breaks in its cells must have all of its cells: else a quote is missing somewhere. */
  private whole(fields: string[], end: number, lines: number, isEnded: boolean): CsvRecord | null {
    if (lines > 1 && (fields.length < this.least || fields.length > this.most)) return this.fault('quote', this.at);
    this.at = end;
    return this.taken({ fields, fault: null, isEnded }, lines);
  }

  private taken(record: Pick<CsvRecord, 'fields' | 'fault' | 'isEnded'>, lines: number): CsvRecord {
    const { line } = this;
    this.line += lines;
    return { line, lines, ...record };
  }

  /** Where the quoted cell ends; −1 when its quote is not closed within the longest record, or not yet. */
  private closingQuote(from: number, start: number): number {
    let at = from;
    for (;;) {
      at = this.text.indexOf(this.dialect.quote, at);
      if (at < 0 || at - start > this.limits.rowChars) return -1;
      if (this.text.charCodeAt(at + 1) !== this.quote) return at;
      at += 2;
    }
  }

  private undoubled(field: string): string {
    const { quote } = this.dialect;
    return field.replaceAll(quote + quote, quote);
  }

  /** The text ends inside a record: wait for more, unless it is already longer than a record may be. */
  private unfinished(start: number): CsvRecord | null {
    return this.text.length - start <= this.limits.rowChars ? null : this.fault('too-long', start);
  }

  /** Reports the line at `start` as broken and goes on at the next. */
  private fault(fault: CsvFault, start: number): CsvRecord | null {
    const { text, limits } = this;
    let end = start;
    for (let code = text.charCodeAt(end); end < text.length && code !== LF && code !== CR;)
      code = text.charCodeAt(++end);
    const next = lineEndAt(text, end, this.isLast);
    const isTooLong = end - start > limits.rowChars;
    if (next === NEEDS_MORE && !isTooLong) return null;
    if (next === NEEDS_MORE) this.isSkipping = true;
    this.at = typeof next === 'number' ? next : end;
    const fields = splitLine(text.slice(start, isTooLong ? start + SHOWN_CHARS : end), this.dialect, limits.columns);
    // What is too long without its first line being so has lost a quote there.
    const why = isTooLong ? 'too-long' : fault === 'too-long' ? 'quote' : fault;
    return this.taken({ fields, fault: why, isEnded: next !== null }, 1);
  }

  /** Drops text up to the line end; returns whether it is reached. */
  private skip(): boolean {
    const { text } = this;
    let at = this.at;
    for (let code = text.charCodeAt(at); at < text.length && code !== LF && code !== CR;) code = text.charCodeAt(++at);
    const next = lineEndAt(text, at, this.isLast);
    this.at = typeof next === 'number' ? next : at;
    if (next === NEEDS_MORE) return false;
    this.isSkipping = false;
    return true;
  }
}
