import type { ReadLimits } from './limits.ts';

/** A record as split, or why it could not be. `fields` of a faulty record hold what was read before the fault. */
export interface CsvRecord {
  readonly fields: string[];
  readonly fault: 'too-long' | 'too-many-columns' | 'quote' | null;
}

export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
}

const LF = 10;
const CR = 13;

/**
 * Splits text pieces into CSV records (RFC 4180; LF, CRLF and lone CR; quoted newlines; doubled quotes).
 *
 * Ours and not csv-parse because of bad files: there a record above `max_record_size` drops the rest of the buffer, and a
 * quote never closed swallows the file into memory. Here every record is bounded and a broken one is one broken row: after
 * an overlong or badly quoted record, reading goes on at the next line end. csv-parse is the oracle of the tests instead.
 *
 * A quote opens only at the start of a field; text after a closing quote is a fault. Empty lines are skipped.
 */
export function csvSplitter(dialect: CsvDialect, limits: ReadLimits): CsvSplitter {
  return new Splitter(dialect.delimiter.charCodeAt(0), dialect.quote.charCodeAt(0), dialect.quote, limits);
}

export interface CsvSplitter {
  /** Records completed by this piece of text. */
  push(text: string): CsvRecord[];
  /** The last record, when the file does not end with a line end. */
  end(): CsvRecord[];
}

class Splitter implements CsvSplitter {
  readonly delimiter: number;
  readonly quote: number;
  readonly doubled: string;
  readonly quoteText: string;
  readonly limits: ReadLimits;
  /** Text not yet consumed: from the start of the unfinished record. */
  rest = '';
  /** After a fault that left us inside a record: drop text up to the next line end. */
  skipping = false;

  constructor(delimiter: number, quote: number, quoteText: string, limits: ReadLimits) {
    this.delimiter = delimiter;
    this.quote = quote;
    this.quoteText = quoteText;
    this.doubled = quoteText + quoteText;
    this.limits = limits;
  }

  push(text: string): CsvRecord[] {
    return this.run(this.rest + text, false);
  }

  end(): CsvRecord[] {
    return this.run(this.rest, true);
  }

  private run(text: string, last: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let at = 0;
    if (this.skipping) {
      at = this.afterLine(text, 0);
      if (at < 0) {
        this.rest = '';
        return records;
      }
      this.skipping = false;
    }
    while (at < text.length) {
      const next = this.record(text, at, last, records);
      if (next < 0) break;
      at = next;
    }
    this.rest = this.skipping ? '' : text.slice(at);
    return records;
  }

  /** Reads one record from `start`; returns where the next begins, or −1 when the text ends inside it. */
  private record(text: string, start: number, last: boolean, out: CsvRecord[]): number {
    const fields: string[] = [];
    let at = start;
    for (;;) {
      let field: string;
      if (text.charCodeAt(at) === this.quote) {
        const close = this.closingQuote(text, at + 1, start);
        if (close === 'too-long') return this.fault(text, start, fields, 'too-long', out);
        if (close < 0) {
          if (!last) return this.unfinished(text, start, fields, out);
          return this.fault(text, start, fields, 'quote', out);
        }
        field = text.slice(at + 1, close);
        if (field.includes(this.quoteText)) field = field.replaceAll(this.doubled, this.quoteText);
        at = close + 1;
        // A quote at the very end of the text may be the first half of a doubled one.
        if (at === text.length && !last) return this.unfinished(text, start, fields, out);
        const after = text.charCodeAt(at);
        if (at < text.length && after !== this.delimiter && after !== LF && after !== CR) {
          return this.fault(text, at, fields, 'quote', out);
        }
      } else {
        const from = at;
        let code = text.charCodeAt(at);
        while (at < text.length && code !== this.delimiter && code !== LF && code !== CR) code = text.charCodeAt(++at);
        field = text.slice(from, at);
      }
      if (at - start > this.limits.rowChars) return this.fault(text, at, fields, 'too-long', out);
      fields.push(field);
      if (at >= text.length) {
        if (!last) return this.unfinished(text, start, fields, out);
        out.push({ fields, fault: null });
        return text.length;
      }
      const code = text.charCodeAt(at);
      if (code === this.delimiter) {
        at++;
        if (fields.length >= this.limits.columns) return this.fault(text, at, fields, 'too-many-columns', out);
        continue;
      }
      // A CR at the very end may be the first half of CRLF; the LF would then look like an empty line, which is skipped.
      at += code === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
      if (fields.length > 1 || fields[0] !== '') out.push({ fields, fault: null });
      return at;
    }
  }

  private closingQuote(text: string, from: number, start: number): number | 'too-long' {
    let at = from;
    for (;;) {
      at = text.indexOf(this.quoteText, at);
      if (at < 0) return -1;
      if (at - start > this.limits.rowChars) return 'too-long';
      if (text.charCodeAt(at + 1) !== this.quote) return at;
      at += 2;
    }
  }

  /** The text ends inside a record: keep it, unless it is already longer than a record may be. */
  private unfinished(text: string, start: number, fields: string[], out: CsvRecord[]): number {
    if (text.length - start <= this.limits.rowChars) return -1;
    return this.fault(text, start, fields, 'too-long', out);
  }

  /** Reports a broken record and goes on after the line end that follows. */
  private fault(text: string, at: number, fields: string[], fault: CsvRecord['fault'], out: CsvRecord[]): number {
    out.push({ fields, fault });
    const next = this.afterLine(text, at);
    if (next >= 0) return next;
    this.skipping = true;
    return text.length;
  }

  private afterLine(text: string, from: number): number {
    const lf = text.indexOf('\n', from);
    return lf < 0 ? -1 : lf + 1;
  }
}
