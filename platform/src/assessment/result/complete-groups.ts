import type { Acting, Database } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { jsonb } from '../../database/json.ts';
import type { Json } from '../../database/tables.ts';
import type { Member, Period } from '../period/periods.ts';
import { regionResult } from '../period/region-result.ts';
import { plainName, type Scheme } from '../scheme/compile-scheme.ts';
import { evaluate, type Evaluation, type EvaluationInput } from '../scheme/evaluate.ts';
import { exactText, Fraction, fromExactText } from '../scheme/exact.ts';
import { readScheme } from '../scheme/schemes.ts';
import { elsewhereIn, exactIn, namesOf, type ElsewhereValues } from './elsewhere.ts';
import { readRanking } from './rank-period.ts';
import { readStoredLists } from './result-lists.ts';
import { columnsOf, provisionalHash, resultHash, type Pinned, type ResultDocument } from './result.ts';

/**
 * Gives the members of a running snapshot what their scheme takes from the whole of their group, once the figures of all
 * are there, and evaluates them again. Nothing to do for a scheme that takes nothing. `isCounted` says of a member whether a
 * closing has counted it: its hash is then that of a frozen result.
 */
export async function completeGroups(
  database: Database,
  city: Acting,
  period: Period,
  members: readonly Member[],
  isCounted: boolean,
): Promise<void> {
  const { scheme } = await inTenant(database, 'rollup', city, (trx) =>
    readScheme(trx, city.cityId, period.schemeId, period.schemeVersion),
  );
  if (namesOf(scheme, 'sum_of_group').length === 0) return;
  const lines = await readRanking(database, 'rollup', city, period, members, period.snapshot);
  for (const member of members) {
    const line = lines.find(({ tenantId }) => tenantId === member.tenantId);
    if (line === undefined || line.isFrozen) continue;
    const group = lines.filter((each) => each.group === line.group).map(({ document }) => document);
    const sums = sumsOf(scheme, group);
    const document = withElsewhere(scheme, line.document, sums);
    await inTenant(database, 'rollup', member, async (trx) => {
      const row = await trx
        .selectFrom('biz.result')
        .select(['pinned', 'cut_at', 'epoch', 'last_data_at', 'hash'])
        .where('tenant_id', '=', member.tenantId)
        .where('period_id', '=', period.id)
        .where(regionResult(period.snapshot))
        .executeTakeFirstOrThrow();
      const pinned = row.pinned as unknown as Pinned;
      const { state, grade, score, noDataReason } = columnsOf(document);
      const hash = isCounted
        ? resultHash(period, {
            ...{ tenantId: member.tenantId, snapshot: period.snapshot, epoch: row.epoch, pinned, document },
            ...{ cutAt: row.cut_at, lastDataAt: row.last_data_at, columns: columnsOf(document) },
            lists: await readStoredLists(trx, member.tenantId, period.id, period.snapshot),
          })
        : provisionalHash(pinned, document);
      if (hash === row.hash) return;
      await trx
        .updateTable('biz.result')
        .set({
          ...{ document: jsonb(document as unknown as Json), hash, state, grade, score, no_data_reason: noDataReason },
          ...(state === 'no_data' && { rank: null, rank_of: null }),
        })
        .where('tenant_id', '=', member.tenantId)
        .where('period_id', '=', period.id)
        .where(regionResult(period.snapshot))
        .execute();
    });
  }
}

/** Sums over a group, by the names formulas have for them; of members without data nothing is added. */
export const sumsOf = (scheme: Scheme, documents: readonly ResultDocument[]): ElsewhereValues =>
  Object.fromEntries(
    namesOf(scheme, 'sum_of_group').flatMap((name) => {
      const values = documents.flatMap((document) => exactIn(document, plainName(name)) ?? []);
      const sum = values.reduce((total, value) => total.add(fromExactText(value)), new Fraction(0));
      return values.length === 0 ? [] : [[name, exactText(sum)]];
    }),
  );

/** The same figures evaluated again with other values from elsewhere. */
function withElsewhere(scheme: Scheme, document: ResultDocument, sums: ElsewhereValues): ResultDocument {
  const { cells, dueToDay, late, inputs } = document;
  return {
    ...{
      ...evaluateAgain(scheme, document, { elsewhere: { ...elsewhereIn(scheme, document), ...sums } }),
      cells,
      dueToDay,
    },
    ...(late !== undefined && { late }),
    ...(inputs !== undefined && { inputs }),
  };
}

/** Evaluates the figures of a result once more, some of them replaced. */
export function evaluateAgain(
  scheme: Scheme,
  document: ResultDocument,
  replaced: Partial<Omit<EvaluationInput, 'group'>>,
): Evaluation {
  const { group, cells, inputs, onlyBacklog, reason } = document;
  const counters = Object.fromEntries(scheme.counters.map((name) => [name, Number(exactIn(document, name))]));
  const entered = Object.fromEntries(Object.entries(inputs ?? {}).map(([name, { value }]) => [name, value]));
  return evaluate(scheme, {
    ...{ group, cells, counters, inputs: entered, onlyBacklog: onlyBacklog === true },
    silent: reason?.code === 'SCHEME-NO-DATA-SILENCE',
    elsewhere: elsewhereIn(scheme, document),
    ...replaced,
  });
}
