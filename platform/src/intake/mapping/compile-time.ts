import type { CellReader } from './compile.ts';
import { dateReader, dayReader, type DateReader, type DateRules } from './dates.ts';
import type { MappingDocument, TimeSpec } from './document.ts';
import { normalizeWord } from './words.ts';
import { civilToInstant } from './zone.ts';

/** A time made ready for many rows. */
export interface CompiledTime {
  readonly read: CellReader;
  readonly toInstant: DateReader;
  /** Reads what names a day only, where the mapping says which moment of it is meant; tried first. */
  readonly toDay: DateReader | null;
  readonly formats: readonly string[];
}

type Dated = Pick<MappingDocument, 'timeZone' | 'dates' | 'centuryFrom' | 'zones'>;

export function compileTime(spec: TimeSpec, read: CellReader, document: Dated): CompiledTime {
  const { dates = document.dates, day } = typeof spec === 'string' ? {} : spec;
  const toInstant = civilToInstant(document.timeZone);
  const rules = dateRulesOf(document);
  return {
    read,
    toInstant: dateReader(dates, toInstant, rules),
    toDay: day === undefined ? null : dayReader(dates, toInstant, rules, timeOfDay(day)),
    formats: dates,
  };
}

const dateRulesOf = ({ centuryFrom, zones }: Dated): DateRules => ({
  centuryFrom,
  zones: new Map(Object.entries(zones).map(([word, zone]) => [normalizeWord(word), civilToInstant(zone)])),
});

/** The last second of a day, not the first of the next one: a month must not lose what happened on its last day. */
const DAY_END = 86_399_000;

/** ms since midnight of `start`, `end` or `HH:mm`. */
function timeOfDay(day: string): number {
  if (day === 'start') return 0;
  if (day === 'end') return DAY_END;
  return Number(day.slice(0, 2)) * 3_600_000 + Number(day.slice(3)) * 60_000;
}
