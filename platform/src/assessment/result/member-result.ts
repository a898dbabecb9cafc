import type { Trx } from '../../database/database.ts';
import { readCells } from '../counting/count-facts.ts';
import { figuresOf, type Figures, type ListedFigures } from '../counting/figures.ts';
import type { Member, Period } from '../period/periods.ts';
import { wholePeriod, type Window } from '../period/window.ts';
import type { CountedFact } from '../scheme/conditions.ts';
import { evaluate } from '../scheme/evaluate.ts';
import type { StoredScheme } from '../scheme/schemes.ts';
import { readInputs } from './read-inputs.ts';
import { resultHash, type Pinned, type ResultDocument } from './result.ts';

/** What a closed period says of one member. */
export interface MemberResult {
  readonly document: ResultDocument;
  readonly lists: ListedFigures['lists'];
  readonly hash: string;
}

/**
 * The result of one member over a whole period: figures, document and hash. Freezing gives it the stored facts, a replay
 * the facts rebuilt from the events; so equal hashes prove equal facts.
 */
export async function memberResult(
  trx: Trx,
  period: Period,
  member: Member,
  versions: { readonly stored: StoredScheme; readonly pinned: Pinned; readonly cutAt: Date },
  facts: Iterable<CountedFact>,
): Promise<MemberResult> {
  const { stored, pinned, cutAt } = versions;
  const window = wholePeriod(period);
  const cells = await readCells(trx, member.tenantId, window);
  const { lists, ...figures } = figuresOf(stored.scheme, window, facts, cells, cutAt);
  const document = await memberDocument(trx, period, member, stored, figures, window);
  return { document, lists, hash: resultHash(period, member.tenantId, pinned, cutAt, document, lists) };
}

/** Applies the scheme of a period to the figures of one member and what was entered for it. */
export async function memberDocument(
  trx: Trx,
  period: Period,
  member: Member,
  { scheme }: StoredScheme,
  { counters, cells, reported }: Figures,
  { dueToDay }: Window,
): Promise<ResultDocument> {
  const inputs = await readInputs(trx, member.tenantId, period.id);
  const entered = Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value]));
  const evaluation = evaluate(scheme, { group: member.group, counters, inputs: entered, cells, silent: !reported });
  return { ...evaluation, cells, dueToDay, ...(Object.keys(inputs).length > 0 && { inputs }) };
}
