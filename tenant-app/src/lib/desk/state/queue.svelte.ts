import { DeskCounts } from '../desk.queries.ts';
import type { Row } from '../queue/row.ts';
import { changesFrom, settled, shownOf, withChanges, withPage } from '../queue/shown.ts';
import type { Shown } from '../queue/shown.ts';
import { readPage, readRows } from '../read.ts';
import { listsCases, statesOf } from '../views.ts';
import type { Count, ViewName } from '../views.ts';
import type { Change, DeskStart, Ground } from './ground.ts';
import type { Trouble } from './trouble.svelte.ts';

const ENDED = ['closed', 'refused', 'void', 'moved', 'merged'];

/** The list of a desk: which view, its rows as somebody sees them, how much waits in each. */
export function createQueue({ actor, api, ask, units }: Ground, start: DeskStart, trouble: Trouble) {
  let view = $state(start.view);
  let shown = $state.raw<Shown<Row>>(shownOf(start.page.rows));
  let page = $state.raw({ endCursor: start.page.endCursor, hasNextPage: start.page.hasNextPage });
  let counts = $state.raw<readonly Count[]>(start.counts);

  async function show(next: ViewName) {
    view = next;
    try {
      const first = await readPage(ask, api, actor, next);
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
    more = readPage(ask, api, actor, of, page.endCursor)
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

  async function readCounts() {
    counts = (await ask(DeskCounts, {})).desk.counts;
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
    const fetched = await readPage(ask, api, actor, of, null, size);
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
    get counts() {
      return counts;
    },
    show,
    loadMore,
    readCounts,
    reread,
    takeChanges,
    /** Takes in what waits and lets go what has gone: because the reader asks for it, or looks elsewhere. */
    settle: () => void (shown = settled(shown)),
  };
}

export type Queue = ReturnType<typeof createQueue>;
