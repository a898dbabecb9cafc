import type { Trx } from '../../database/database.ts';
import type { Period } from '../period/periods.ts';
import { regionResult } from '../period/region-result.ts';
import { ELSEWHERE_BITS } from '../scheme/check-size.ts';
import { plainName, type Scheme } from '../scheme/compile-scheme.ts';
import { fromExactText } from '../scheme/exact.ts';
import { elsewhereOf, type Scope } from '../scheme/expression.ts';
import type { ResultDocument } from './result.ts';

/** Exact values of other periods and members by their names; none without data. */
export type ElsewhereValues = Readonly<Record<string, string>>;

/** What the formulas of a scheme take from earlier periods of the member, as those were published. */
export async function readElsewhere(
  trx: Trx,
  tenantId: number,
  scheme: Scheme,
  period: Period,
  periods: readonly Period[],
): Promise<ElsewhereValues> {
  const found: Record<string, string> = {};
  for (const scope of ['previous', 'last_year'] as const) {
    const names = namesOf(scheme, scope);
    const source = periodOf(scope, period, periods);
    if (names.length === 0 || source === undefined || source.published === null) continue;
    const row = await trx
      .selectFrom('biz.result')
      .select('document')
      .where('tenant_id', '=', tenantId)
      .where('period_id', '=', source.id)
      .where(regionResult(source.published))
      .executeTakeFirst();
    if (row === undefined) continue;
    const document = row.document as unknown as ResultDocument;
    for (const name of names) {
      const exact = exactIn(document, plainName(name));
      if (exact !== null) found[name] = exact;
    }
  }
  return found;
}

/** What a stored result took from elsewhere: a replay takes the same. */
export const elsewhereIn = (scheme: Scheme, document: ResultDocument): ElsewhereValues =>
  Object.fromEntries(
    scheme.elsewhere.flatMap((name) => {
      const exact = exactIn(document, name);
      return exact === null ? [] : [[name, exact]];
    }),
  );

export const namesOf = (scheme: Scheme, scope: Scope): string[] =>
  scheme.elsewhere.filter((name) => elsewhereOf(name)?.scope === scope);

/** The exact value of a name in a result; null without data, and where its figures are too long to be worked with. */
export function exactIn({ values }: Pick<ResultDocument, 'values'>, name: string): string | null {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value?.state !== 'value') return null;
  const { n, d } = fromExactText(value.exact);
  return bitsOf(n) <= ELSEWHERE_BITS && bitsOf(d) <= ELSEWHERE_BITS ? value.exact : null;
}

const bitsOf = (whole: bigint): number => whole.toString(2).length;

/** The period of the series right before, or the one that began on the same day a year ago. */
function periodOf(scope: 'previous' | 'last_year', period: Period, periods: readonly Period[]): Period | undefined {
  const series = periods.filter((each) => each.series === period.series && each.id !== period.id);
  if (scope === 'previous') return series.filter(({ toDay }) => toDay <= period.fromDay)[0];
  const yearAgo = `${String(Number(period.fromDay.slice(0, 4)) - 1).padStart(4, '0')}${period.fromDay.slice(4)}`;
  return series.find(({ fromDay }) => fromDay === yearAgo);
}
