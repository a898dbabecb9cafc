import type { WaitingReport } from '../api.ts';
import { DeskTask } from '../desk.queries.ts';
import type { Forms } from '../form.svelte.ts';
import { readOpened } from '../open.ts';
import type { Bar, CaseAtDesk, Name, Opened } from '../open.ts';
import type { Row } from '../queue/row.ts';
import type { DeskStart, DeskClient } from './client.ts';
import type { LastAct } from './last-act.svelte.ts';
import type { Queue } from './queue.svelte.ts';
import type { Trouble } from './trouble.svelte.ts';

/** How long a choice stands still before it is opened, milliseconds. */
const SETTLE_MS = 120;

/** A case that was open and is not to be seen any more. */
interface Lost {
  readonly name: Name;
  readonly at: Date;
  /** Who took it away; null where that is not known. */
  readonly by: string | null;
  /** What this person had written for it. */
  readonly own: string;
}

interface Parts {
  readonly queue: Queue;
  readonly forms: Forms;
  readonly lastAct: LastAct;
  readonly trouble: Trouble;
}

/** What is chosen in the list, and the case, task or report that is open for it. */
export function createSelection(client: DeskClient, start: DeskStart, { queue, forms, lastAct, trouble }: Parts) {
  const { api, ask, units } = client;
  let selected = $state<string | null>(start.opened?.key ?? null);
  let opened = $state.raw<Opened | null>(start.opened);
  let report = $state.raw<WaitingReport | null>(null);
  let movedOn = $state.raw<CaseAtDesk | null>(null);
  let lost = $state.raw<Lost | null>(null);
  let refused = $state.raw<Bar['offers'][number] | null>(null);

  /** What is read before it is asked for. */
  const ahead = new Map<string, Promise<Opened | null>>();
  const nameOf = (row: Row): Name => ({ key: row.key, tenantId: row.tenantId, caseId: row.caseId, taskId: row.taskId });

  function read(name: Name): Promise<Opened | null> {
    const kept = ahead.get(name.key);
    ahead.delete(name.key);
    return kept ?? readOpened(ask, api, units, name);
  }

  let settling: ReturnType<typeof setTimeout> | undefined;
  /** Chooses a row; what is open follows as soon as the choice stands still. */
  function select(key: string | null, at: Name | null = null) {
    if (key === selected && opened?.key === key) return;
    selected = key;
    forms.close();
    movedOn = null;
    lost = null;
    refused = null;
    clearTimeout(settling);
    const row = key === null ? undefined : queue.shown.rows.get(key);
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
      lost = null;
      if (found === null) lose(name, null);
      trouble.recover();
      prefetch();
    } catch (thrown) {
      if (selected === name.key) trouble.of(thrown);
    }
  }

  /** The next case is already there. */
  function prefetch() {
    const key = queue.next(selected);
    const row = key === null ? undefined : queue.shown.rows.get(key);
    if (!row || row.report !== null || ahead.has(row.key)) return;
    ahead.clear();
    const reading = readOpened(ask, api, units, nameOf(row));
    reading.catch(() => ahead.delete(row.key)); // it is asked for again when it is opened
    ahead.set(row.key, reading);
  }

  /** Closes a case that was taken away: no act of it, nothing of it stays on screen but what somebody wrote himself. */
  function lose(name: Name, before: Opened | null) {
    if (lost !== null) return;
    lost = { name, at: new Date(), by: null, own: forms.textOf(name.caseId) };
    opened = null;
    movedOn = null;
    refused = null;
    forms.close();
    if (before !== null) void whoTook(before).then((by) => lost?.name === name && (lost = { ...lost, by }));
  }

  /** Who withdrew the task by which the case was seen. */
  async function whoTook({ tenantId, page }: Opened): Promise<string | null> {
    const own = page?.assignments.filter(({ unitId }) => units.includes(unitId)) ?? [];
    try {
      for (const { id } of own) {
        const { assignment } = await ask(DeskTask, { tenantId, id });
        if (assignment?.state === 'withdrawn') return assignment.asker?.name ?? null;
      }
    } catch (thrown) {
      trouble.of(thrown);
    }
    return null;
  }

  /** The open case anew. What somebody is writing stays; if the case moved on meanwhile, it is folded to a draft. */
  async function refresh() {
    const before = opened;
    const name = before ?? lost?.name;
    if (name === undefined) return;
    ahead.clear();
    const { key, tenantId, caseId, taskId } = name;
    const fresh = await readOpened(ask, api, units, { key, tenantId, caseId, taskId });
    if ((opened ?? lost?.name)?.key !== key) return;
    if (fresh === null) {
      lose({ key, tenantId, caseId, taskId }, before);
      return;
    }
    lost = null;
    if (before === null) {
      opened = fresh;
      return;
    }
    const seen = before.page?.version ?? 0;
    const version = fresh.page?.version ?? 0;
    opened = fresh;
    if (before.page === null || version <= seen || lastAct.made(caseId, version)) return;
    movedOn ??= before.page;
    if (forms.open?.caseId === caseId && !forms.open.busy) forms.open.folded = true;
  }

  return {
    get selected() {
      return selected;
    },
    get opened() {
      return opened;
    },
    /** Case that is open, or was until it was taken away. */
    get caseId() {
      return (opened ?? lost?.name)?.caseId ?? null;
    },
    /** The report that is chosen instead of a case. */
    get report() {
      return report;
    },
    /** The case is not to be seen any more. */
    get lost() {
      return lost;
    },
    /** The case as it was on screen when somebody else moved it. */
    get movedOn() {
      return movedOn;
    },
    /** Why the act that was asked for last may not be done. */
    get refused() {
      return refused;
    },
    refuse: (offer: typeof refused) => void (refused = offer),
    select,
    /** Opens a case, or a task of it, that need not be in the list. */
    openCase: (tenantId: number, caseId: string, taskId: string | null = null) =>
      select(taskId ?? caseId, { key: taskId ?? caseId, tenantId, caseId, taskId }),
    step(by: 1 | -1) {
      const key = queue.next(selected, by);
      if (key !== null) select(key);
      return key;
    },
    refresh,
    /** What was read ahead of a case is not how it is any more. */
    outdate(caseId: string) {
      for (const key of ahead.keys()) if (queue.shown.rows.get(key)?.caseId === caseId) ahead.delete(key);
    },
    seen: () => void (movedOn = null),
  };
}

export type Selection = ReturnType<typeof createSelection>;
