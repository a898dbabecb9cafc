import type { ApolloClient } from '@apollo/client';
import type { Actor } from '#lib/session/actor.ts';
import { liveStatus, onCase, onReset } from '#lib/live/index.ts';
import type { LiveStatus } from '#lib/live/index.ts';
import { m } from '#lib/paraglide/messages.js';
import { codeOf, problemSentence } from '#lib/trpc/problem.ts';
import { actOfLetter } from './acts/letters.ts';
import { deskApi } from './api.ts';
import type { WaitingReport } from './api.ts';
import { DeskCounts } from './desk.queries.ts';
import { createForms } from './form.svelte.ts';
import { readOpened, untilAsked } from './open.ts';
import type { Bar, CaseAtDesk, Name, Opened } from './open.ts';
import { changesFrom, nextOf, settled, shownOf, withChanges, withPage } from './queue/shown.ts';
import type { Shown } from './queue/shown.ts';
import type { Row } from './queue/row.ts';
import { readPage, readRows } from './read.ts';
import type { Ask, RowPage } from './read.ts';
import { listsCases, reachOf, statesOf } from './views.ts';
import type { Count, ViewName } from './views.ts';

export interface DeskStart {
  readonly actor: Actor;
  readonly client: ApolloClient;
  readonly view: ViewName;
  readonly page: RowPage;
  readonly counts: readonly Count[];
  readonly opened: Opened | null;
  readonly people: ReadonlyMap<string, string>;
}

/** What was done last, for as long as it could be taken back. */
export interface Done {
  readonly tenantId: number;
  readonly caseId: string;
  readonly caseNo: string;
  readonly version: number | null;
  readonly act: string;
  /** Whether it handed the case over and nobody has taken it since. */
  readonly isRecallable: boolean;
}

/** Live changes are taken together: many events of a moment are one question. */
const TOGETHER_MS = 250;
/** What was heard of and could not be read is asked for again. */
const AGAIN_MS = 3_000;
const SETTLE_MS = 120;
/** How long an act can be taken back by one key; notices wait as long. */
const UNDO_MS = 10_000;

/** The state of a desk: its list, what is open, the form under it. Everything that changes live comes through here. */
export function createDesk(start: DeskStart) {
  const { actor, client } = start;
  const api = deskApi((...given) => fetch(...given));
  const ask: Ask = async (query, variables) => {
    const options = { query, variables, fetchPolicy: 'no-cache' } as unknown as Parameters<typeof client.query>[0];
    return (await client.query(options)).data as never;
  };
  const { unitId } = reachOf(actor);

  let view = $state(start.view);
  let shown = $state.raw<Shown<Row>>(shownOf(start.page.rows));
  let page = $state.raw({ endCursor: start.page.endCursor, hasNextPage: start.page.hasNextPage });
  let counts = $state.raw<readonly Count[]>(start.counts);
  let selected = $state<string | null>(start.opened?.key ?? null);
  let opened = $state.raw<Opened | null>(start.opened);
  /** The report that is chosen instead of a case. */
  let report = $state.raw<WaitingReport | null>(null);
  let movedOn = $state.raw<CaseAtDesk | null>(null);
  let lost = $state(false);
  /** Why the act that was asked for last may not be done. */
  let refused = $state.raw<Bar['offers'][number] | null>(null);
  let loading = $state(false);
  let failure = $state<string | null>(null);
  let now = $state(Date.now());
  let status = $state.raw<Pick<LiveStatus, 'state' | 'reason'>>({ state: 'live', reason: null });
  let done = $state.raw<Done | null>(null);
  const marked: Record<string, true> = $state({});
  const forms = createForms(api);

  // --- the list

  async function show(next: ViewName) {
    view = next;
    loading = true;
    try {
      const first = await readPage(ask, api, actor, next);
      if (view !== next) return;
      shown = shownOf(first.rows);
      page = first;
      failure = null;
    } catch (thrown) {
      failure = problemSentence(thrown);
    } finally {
      loading = false;
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
      .catch((thrown: unknown) => {
        failure = problemSentence(thrown);
      })
      .finally(() => {
        more = null;
      });
  }

  async function readCounts() {
    counts = (await ask(DeskCounts, {})).desk.counts;
  }

  /** Whether a case still belongs to what is listed. */
  const belongs = (row: Row): boolean =>
    row.holderUnitId === unitId &&
    ENDED.every((state) => state !== row.state) &&
    (statesOf(view, actor.post?.post)?.includes(row.state) ?? true);

  /** The list as it would be fetched now, taken over without moving a row. */
  async function reread() {
    const of = view;
    const size = Math.min(1000, Math.max(100, shown.order.length + shown.waiting.size));
    const fetched = await readPage(ask, api, actor, of, null, size);
    if (view === of) take(changesFrom(shown, fetched.rows, !fetched.hasNextPage));
  }

  /** Takes changes over without moving a row; into an empty list they come at once, because there is nothing to move. */
  function take(changes: Iterable<readonly [string, Row | null]>) {
    shown = withChanges(shown, changes);
    if (shown.order.length === 0) shown = settled(shown);
  }

  // --- live

  const changed = new Map<string, { tenantId: number; version: number }>();
  let together: ReturnType<typeof setTimeout> | null = null;

  async function takeChanges() {
    together = null;
    const cases = [...changed];
    changed.clear();
    try {
      if (listsCases(view)) {
        const byTenant = Map.groupBy(cases, ([, { tenantId }]) => tenantId);
        for (const [tenantId, of] of byTenant) {
          const ids = of.map(([id]) => id);
          const rows = new Map((await readRows(ask, tenantId, ids)).map((row) => [row.key, row]));
          const changes = ids.map((id) => {
            const row = rows.get(id);
            return [id, row && belongs(row) ? row : null] as const;
          });
          take(changes);
        }
      } else await reread();
      const isOpen = cases.some(([id]) => id === opened?.caseId);
      await Promise.all([readCounts(), readDone(), isOpen ? refreshOpened() : null]);
      failure = null;
    } catch (thrown) {
      failure = problemSentence(thrown);
      for (const [id, change] of cases) if (!changed.has(id)) changed.set(id, change);
      together ??= setTimeout(() => void takeChanges(), AGAIN_MS);
    }
  }

  function note(change: { tenantId: number; caseId: string; version: number }) {
    changed.set(change.caseId, change);
    for (const key of ahead.keys()) if (shown.rows.get(key)?.caseId === change.caseId) ahead.delete(key);
    together ??= setTimeout(() => void takeChanges(), TOGETHER_MS);
  }

  let again: ReturnType<typeof setTimeout> | undefined;
  async function reset() {
    try {
      await Promise.all([reread(), readCounts(), refreshOpened(), readDone()]);
      failure = null;
    } catch (thrown) {
      failure = problemSentence(thrown);
      clearTimeout(again);
      again = setTimeout(() => void reset(), AGAIN_MS);
    }
  }

  /** Starts what a browser does; returns its end. */
  function live(): () => void {
    const undo = [onCase(note), onReset(() => void reset()), liveStatus.subscribe((next) => (status = next))];
    const clock = setInterval(() => (now = Date.now()), 15_000);
    return () => {
      clearInterval(clock);
      clearTimeout(again);
      if (together !== null) clearTimeout(together);
      for (const each of undo) each();
    };
  }

  // --- the case

  const ahead = new Map<string, Promise<Opened | null>>();
  const nameOf = (row: Row): Name => ({ key: row.key, tenantId: row.tenantId, caseId: row.caseId, taskId: row.taskId });

  function read(name: Name): Promise<Opened | null> {
    const kept = ahead.get(name.key);
    ahead.delete(name.key);
    return kept ?? readOpened(ask, api, unitId, name);
  }

  let settling: ReturnType<typeof setTimeout> | undefined;
  /** Chooses a row; what is open follows as soon as the choice stands still. */
  function select(key: string | null, at: Name | null = null) {
    if (key === selected && opened?.key === key) return;
    selected = key;
    forms.close();
    movedOn = null;
    lost = false;
    refused = null;
    clearTimeout(settling);
    const row = key === null ? undefined : shown.rows.get(key);
    report = at === null ? (row?.report ?? null) : null;
    const name = at ?? (row && row.report === null ? nameOf(row) : null);
    if (name === null) {
      opened = null;
      return;
    }
    settling = setTimeout(() => void open(name), ahead.has(name.key) ? 0 : SETTLE_MS);
  }

  async function open(name: Name) {
    try {
      const found = await read(name);
      if (selected !== name.key) return;
      opened = found;
      lost = found === null;
      failure = null;
      prefetch();
    } catch (thrown) {
      if (selected === name.key) failure = problemSentence(thrown);
    }
  }

  /** The next case is already there. */
  function prefetch() {
    const key = nextOf(shown, selected);
    const row = key === null ? undefined : shown.rows.get(key);
    if (!row || row.report !== null || ahead.has(row.key)) return;
    ahead.clear();
    const reading = readOpened(ask, api, unitId, nameOf(row));
    reading.catch(() => ahead.delete(row.key)); // it is asked for again when it is opened
    ahead.set(row.key, reading);
  }

  /** The open case anew. What somebody is writing stays; if the case moved on meanwhile, it is folded to a draft. */
  async function refreshOpened() {
    const before = opened;
    if (before === null) return;
    ahead.clear();
    const { key, tenantId, caseId, taskId } = before;
    const fresh = await readOpened(ask, api, unitId, { key, tenantId, caseId, taskId });
    if (opened?.key !== key) return;
    if (fresh === null) {
      lost = true;
      return;
    }
    const seen = before.page?.version ?? 0;
    const version = fresh.page?.version ?? 0;
    opened = fresh;
    if (before.page === null || version <= seen || (done?.caseId === caseId && done.version === version)) return;
    movedOn ??= before.page;
    if (forms.open?.caseId === caseId && !forms.open.busy) forms.open.folded = true;
  }

  // --- acts

  type BarOffer = Bar['offers'][number];

  function begin(offer: BarOffer) {
    refused = offer.refusal === null ? null : offer;
    if (opened === null || offer.refusal !== null || status.reason !== null) return;
    movedOn = null;
    const { tenantId, caseId, page: seen } = opened;
    const until = offer.act === 'suspend' ? untilAsked(opened) : null;
    const ofClass = seen?.class ? { classId: seen.class.id, className: seen.class.className } : {};
    forms.start(offer, { tenantId, caseId, version: seen?.version ?? 0 }, { ...ofClass, ...(until && { until }) });
  }

  function letter(pressed: string): BarOffer | null {
    const offer = actOfLetter(opened?.bar.offers ?? [], pressed);
    if (offer) begin(offer);
    return offer;
  }

  /** Goes on with what was folded, on the case as it is now. */
  function unfold() {
    const form = forms.open;
    if (!form || !opened) return;
    form.version = opened.page?.version ?? form.version;
    form.folded = false;
    movedOn = null;
  }

  function waits(): string | null {
    if (status.state === 'live') return null;
    if (status.state === 'reconnecting') return m.acts_wait();
    return status.reason === null ? m.acts_offline() : m.post_revoked();
  }

  async function commit() {
    const form = forms.open;
    if (!form || waits() !== null) return;
    const { caseId, tenantId, act } = form;
    const key = selected;
    try {
      const acted = await forms.commit();
      if (acted === null) return;
      const { version } = acted;
      const moved = version !== null && version > form.version;
      const last: Done = { tenantId, caseId, act, caseNo: acted.caseNo ?? '', version, isRecallable: false };
      done = last;
      setTimeout(() => {
        if (done?.caseId === caseId && done.version === version) done = null;
      }, UNDO_MS);
      if (moved) void readDone();
      note({ tenantId, caseId, version: acted.version ?? 0 });
      const next = key === null ? null : nextOf(shown, key);
      if (selected === key && next !== null) select(next);
    } catch (thrown) {
      form.problem = problemSentence(thrown);
      if (codeOf(thrown)?.startsWith('FLOW-'))
        await refreshOpened().catch((fault: unknown) => (failure = problemSentence(fault)));
    }
  }

  /** Asks whether what was done last can be taken back: it handed the case over, and nobody has taken it or moved it since. */
  async function readDone() {
    const last = done;
    if (last === null || last.version === null) return;
    const { tenantId, caseId } = last;
    // Whoever does not see the case any more has nothing to take back.
    const bar = await api.cases.actions.query({ tenantId, caseId }).catch(() => null);
    const isRecallable =
      bar?.version === last.version && bar.offers.some(({ act, refusal }) => act === 'recall' && refusal === null);
    if (done === last && isRecallable !== last.isRecallable) done = { ...last, isRecallable };
  }

  async function undo() {
    const last = done;
    if (last === null || !last.isRecallable) return;
    done = null;
    const { tenantId, caseId, version } = last;
    try {
      await api.cases.recall.mutate({ tenantId, caseId, version: version ?? 0 });
      note({ tenantId, caseId, version: 0 });
    } catch (thrown) {
      failure = problemSentence(thrown);
    }
  }

  return {
    actor,
    api,
    ask,
    forms,
    people: start.people,
    marked,
    get view() {
      return view;
    },
    get shown() {
      return shown;
    },
    get hasMore() {
      return page.hasNextPage;
    },
    get counts() {
      return counts;
    },
    get selected() {
      return selected;
    },
    get report() {
      return report;
    },
    get opened() {
      return opened;
    },
    /** The case is not to be seen any more. */
    get lost() {
      return lost;
    },
    get refused() {
      return refused;
    },
    /** The case as it was on screen when somebody else moved it. */
    get movedOn() {
      return movedOn;
    },
    get loading() {
      return loading;
    },
    get failure() {
      return failure;
    },
    get now() {
      return now;
    },
    get done() {
      return done;
    },
    /** Why there are no acts any more: the post was taken away, or somebody signed out elsewhere. */
    get ended() {
      return status.reason === null ? null : m.post_revoked();
    },
    /** Why no act is sent now; what is written is kept meanwhile. */
    get waits() {
      return waits();
    },
    show,
    loadMore,
    /** Takes in what waits and lets go what has gone: because the reader asks for it, or looks elsewhere. */
    settle: () => (shown = settled(shown)),
    select,
    step: (by: 1 | -1) => {
      const key = nextOf(shown, selected, by);
      if (key !== null) select(key);
      return key;
    },
    begin,
    letter,
    unfold,
    commit,
    undo,
    fail: (sentence: string) => (failure = sentence),
    dismiss: () => {
      movedOn = null;
      failure = null;
      done = null;
    },
    live,
  };
}

export type Desk = ReturnType<typeof createDesk>;

const ENDED = ['closed', 'refused', 'void', 'moved', 'merged'];
