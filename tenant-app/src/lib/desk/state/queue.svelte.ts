import { matches } from '../queue/row.ts';
import type { Row } from '../queue/row.ts';
import { changesFrom, nextOf, settled, shownOf, withChanges, withPage } from '../queue/shown.ts';
import type { Shown } from '../queue/shown.ts';
import { readPage, readRows } from '../read.ts';
import { listsCases, statesOf } from '../views.ts';
import type { ViewName } from '../views.ts';
import type { Change, DeskStart, DeskClient } from './client.ts';
import type { SummaryState } from './summary.svelte.ts';
import type { Trouble } from './trouble.svelte.ts';

/** The list as a search leaves it. */
export function searched(shown: Shown<Row>, words: string): Shown<Row> {
  if (words === '') return shown;
  const isHit = (key: string): boolean => {
    const row = shown.rows.get(key);
    return row !== undefined && matches(row, words);
  };
  return { ...shown, order: shown.order.filter(isHit) };
}

const ENDED = ['closed', 'refused', 'void', 'moved', 'merged'];

interface Parts {
  readonly summary: SummaryState;
  readonly trouble: Trouble;
}

/** The list of a desk: which view, its rows as somebody sees them. */
export function createQueue({ actor, api, ask, units }: DeskClient, start: DeskStart, { summary, trouble }: Parts) {
  let view = $state(start.view);
  let shown = $state.raw<Shown<Row>>(shownOf(start.page.rows));
  let words = $state('');
  const onScreen = $derived(searched(shown, words));
  let page = $state.raw({ endCursor: start.page.endCursor, hasNextPage: start.page.hasNextPage });

  const read = (of: ViewName, after: string | null = null, first?: number) =>
    readPage(ask, api, actor, { view: of, supervision: summary.supervision }, after, first);

  async function show(next: ViewName) {
    view = next;
    try {
      const first = await read(next);
      if (view !== next) return;
      shown = shownOf(first.rows);
      page = first;
      trouble.recover();
    } catch (thrown) {
      trouble.of(thrown);
    }
  }

  let more: Promise<void> | null = null;
  function loadMore() {
    if (!page.hasNextPage || more) return;
    const of = view;
    more = read(of, page.endCursor)
      .then((next) => {
        if (view !== of) return;
        shown = withPage(shown, next.rows);
        page = next;
      })
      .catch(trouble.of)
      .finally(() => {
        more = null;
      });
  }

  /** Whether a case still belongs to what is listed. */
  const belongs = (row: Row): boolean =>
    row.holderUnitId !== null &&
    units.includes(row.holderUnitId) &&
    ENDED.every((state) => state !== row.state) &&
    (statesOf(view, actor.post?.post)?.includes(row.state) ?? true);

  /** Takes changes over without moving a row; into an empty list they come at once, because there is nothing to move. */
  function take(changes: Iterable<readonly [string, Row | null]>) {
    shown = withChanges(shown, changes);
    if (shown.order.length === 0) shown = settled(shown);
  }

  /** The list as it would be fetched now, taken over without moving a row. */
  async function reread() {
    const of = view;
    const size = Math.min(1000, Math.max(100, shown.order.length + shown.waiting.size));
    const fetched = await read(of, null, size);
    if (view === of) take(changesFrom(shown, fetched.rows, !fetched.hasNextPage));
  }

  /** Reads what became of some cases. */
  async function takeChanges(cases: readonly Change[]) {
    if (!listsCases(view)) return reread();
    for (const [tenantId, of] of Map.groupBy(cases, (change) => change.tenantId)) {
      const ids = of.map(({ caseId }) => caseId);
      const rows = new Map((await readRows(ask, tenantId, ids)).map((row) => [row.key, row]));
      take(
        ids.map((id) => {
          const row = rows.get(id);
          return [id, row && belongs(row) ? row : null] as const;
        }),
      );
    }
  }

  return {
    get view() {
      return view;
    },
    get shown() {
      return shown;
    },
    /** What the list is searched for. */
    get words() {
      return words;
    },
    set words(next: string) {
      words = next;
    },
    /** Keys of the rows that the search leaves, from top to bottom. */
    get order() {
      return onScreen.order;
    },
    /** The row on screen to go on with; null where none is left. */
    next: (key: string | null, step?: 1 | -1) => nextOf(onScreen, key, step),
    show,
    loadMore,
    reread,
    takeChanges,
    /** Takes in what waits and lets go what has gone: because the reader asks for it, or looks elsewhere. */
    settle: () => void (shown = settled(shown)),
  };
}

export type Queue = ReturnType<typeof createQueue>;
