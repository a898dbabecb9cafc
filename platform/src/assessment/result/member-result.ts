import { basesOf, figuresOf, type Figures, type ListedFigures } from '../counting/figures.ts';
import type { Grid } from '../counting/grid.ts';
import type { Member, Period } from '../period/periods.ts';
import type { Late, Window } from '../period/window.ts';
import type { CountedFact } from '../scheme/conditions.ts';
import { BACKLOG_COUNTERS } from '../scheme/counters.ts';
import { evaluate } from '../scheme/evaluate.ts';
import type { StoredScheme } from '../scheme/schemes.ts';
import type { EnteredInputs } from './read-inputs.ts';
import { columnsOf, resultHash, rulesOf, type HashedResult, type ResultDocument } from './result.ts';

/** What a closed period says of one member. */
export interface MemberResult {
  readonly document: ResultDocument;
  readonly lists: ListedFigures['lists'];
  readonly hash: string;
}

/** Under which versions, at which instant, over which cells and with what was entered a member is counted. */
export interface Counting extends Pick<HashedResult, 'pinned' | 'cutAt' | 'epoch' | 'lastDataAt' | 'snapshot'> {
  readonly stored: StoredScheme;
  readonly window: Window;
  readonly grid: Grid;
  readonly inputs: EnteredInputs;
  readonly elsewhere: Readonly<Record<string, string>>;
}

/**
 * The result of one member over a whole period: figures, document and hash. Freezing gives it the stored facts, a replay
 * the facts rebuilt from the events; so equal hashes prove equal facts.
 */
export function memberResult(
  period: Period,
  member: Pick<Member, 'tenantId' | 'group'>,
  counting: Counting,
  facts: Iterable<CountedFact>,
): MemberResult {
  const { stored, pinned, cutAt, window, grid, inputs, elsewhere, epoch, lastDataAt, snapshot } = counting;
  const rules = rulesOf(pinned);
  const { lists, ...figures } = figuresOf(stored.scheme, window, facts, grid, cutAt, rules);
  const document = memberDocument(member.group, stored, figures, window, inputs, elsewhere, rules);
  const columns = columnsOf(document);
  const { tenantId } = member;
  const hashed = { tenantId, snapshot, epoch, pinned, cutAt, lastDataAt, columns, document, lists };
  return { document, lists, hash: resultHash(period, hashed) };
}

/** Applies the scheme of a period to the figures of one member and what was entered for it. */
export function memberDocument(
  group: string,
  { scheme }: StoredScheme,
  { counters, cells, reported }: Figures,
  { dueToDay, late }: Window,
  inputs: EnteredInputs,
  elsewhere: Readonly<Record<string, string>>,
  rules: 1 | 2,
): ResultDocument {
  const entered = Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value]));
  // Sending nothing takes nobody out of a ranking while cases of his are overdue.
  const onlyBacklog = rules === 2 && !reported && BACKLOG_COUNTERS.some((name) => (counters[name] ?? 0) > 0);
  const evaluation = evaluate(scheme, {
    ...{ group, counters, inputs: entered, cells, elsewhere, rules },
    ...{ silent: !reported && !onlyBacklog, onlyBacklog },
  });
  const lateCounts = lateCountsOf(scheme, late);
  return {
    ...{ ...evaluation, cells, dueToDay },
    ...(Object.keys(lateCounts).length > 0 && { late: lateCounts }),
    ...(Object.keys(inputs).length > 0 && { inputs }),
  };
}

const lateCountsOf = (scheme: StoredScheme['scheme'], late: Late | undefined): Record<string, number> =>
  Object.fromEntries(
    basesOf(scheme).flatMap((basis) => {
      const count = late?.[basis]?.added.size ?? 0;
      return count === 0 ? [] : [[basis, count]];
    }),
  );
