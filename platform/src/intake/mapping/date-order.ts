import type { CompiledMapping } from './compile.ts';
import { compileTime } from './compile-time.ts';
import type { DateReader } from './dates.ts';

/** Two formats of one list that read some texts both, and as different days: 05/10/2026 by day or by month first. */
export interface DateOrder {
  readonly first: { readonly format: string; readonly read: DateReader };
  readonly other: { readonly format: string; readonly read: DateReader };
}

/** Days on which year, month and day are other numbers whichever way they are taken. */
const PROBES = ['2005-06-07', '2011-10-12', '2012-12-11'].map((day) => day.split('-'));

/** The pairs of formats of a list that may contradict each other, in the order in which they are tried. */
export function dateOrders({ document }: CompiledMapping, formats: readonly string[]): DateOrder[] {
  const readers = formats.map((format) => ({
    format,
    read: compileTime({ column: '-', dates: [format] }, () => undefined, document).toInstant,
  }));
  return readers.flatMap((first, index) =>
    readers.slice(index + 1).flatMap((other) => (mayDiffer(first, other) ? [{ first, other }] : [])),
  );
}

function mayDiffer({ format, read }: DateOrder['first'], other: DateOrder['other']): boolean {
  return PROBES.some((probe) => {
    const text = written(format, probe);
    const [as, asOther] = [read(text), other.read(text)];
    return as !== null && asOther !== null && as !== asOther;
  });
}

const MORNING: Readonly<Record<string, string>> = {
  ...{ HH: '08', H: '8', hh: '08', h: '8', mm: '09', m: '9', ss: '10', s: '10', SSS: '0' },
  ...{ a: 'AM', XXX: '+08:00', z: 'UTC', EEE: 'Mon', MMM: 'Jun' },
};

/** A day as a format writes it, at some moment of its morning. */
function written(format: string, [year = '', month = '', day = '']: readonly string[]): string {
  return format.replace(/yyyy|yy|MMM|MM|M|dd|d|EEE|HH|H|hh|h|mm|m|ss|s|SSS|a|XXX|z/g, (token) => {
    if (token.startsWith('y')) return token === 'yy' ? year.slice(-2) : year;
    if (token === 'M' || token === 'MM') return month;
    if (token.startsWith('d')) return day;
    return MORNING[token] ?? token;
  });
}
