import { m } from '#lib/paraglide/messages.js';
import { once } from '#lib/trpc/once.ts';
import { codeOf, problemSentence } from '#lib/trpc/problem.ts';
import { OTHER } from '../acts/given.ts';
import { createAnswers } from '../answers.ts';
import type { DeskClient } from '../state/client.ts';
import type { Done, LastAct } from '../state/last-act.svelte.ts';
import type { Live } from '../state/live.svelte.ts';
import type { Marks } from '../state/marks.svelte.ts';
import type { Queue } from '../state/queue.svelte.ts';
import type { BulkAct } from './bulk-acts.ts';
import { each } from './each.ts';
import { itemOf, preview } from './item.ts';
import type { BulkItem } from './item.ts';

/** Cases that are asked about or worked at a time. */
const AT_ONCE = 3;

interface Parts {
  readonly queue: Queue;
  readonly marks: Marks;
  readonly live: Live;
  readonly lastAct: LastAct;
}

/**
 * One act on the marked cases: first what would become of each, then each by its own command under its own key. What failed
 * stays marked, with why; nothing is done twice.
 */
export function createBulk({ api }: DeskClient, { queue, marks, live, lastAct }: Parts) {
  let act = $state<BulkAct>('dispatch');
  let items = $state<BulkItem[]>([]);
  let reason = $state('');
  let words = $state('');
  let busy = $state(false);
  let lacks = $state<string | null>(null);
  /** Words that a body for all is searched by: they stand until one is picked. */
  let sought = $state('');
  const answers = createAnswers();

  const inState = (...states: BulkItem['state'][]) => items.filter(({ state }) => states.includes(state));
  const sendable = $derived(
    items.filter((item) => item.state === 'ready' && (act !== 'dispatch' || item.unitId !== null)),
  );
  const failed = $derived(inState('failed'));

  function begin(next: BulkAct) {
    if (busy) return;
    act = next;
    lacks = null;
    sought = '';
    reason = '';
    const rows = queue.shown.order.flatMap((key) => (marks.keys[key] ? (queue.shown.rows.get(key) ?? []) : []));
    items = rows.filter(({ report }) => report === null).map(itemOf);
    void each(items, AT_ONCE, (item) => preview(api, next, item));
  }

  async function send(item: BulkItem, done: Done['cases'][number][]): Promise<void> {
    if (live.waits !== null) return; // it stays ready, and says so
    const { tenantId, caseId, key: marked } = item.row;
    item.state = 'sending';
    try {
      const target = { tenantId, caseId, version: item.version, ...(words.trim() && { words: words.trim() }) };
      const given = act === 'dispatch' ? { ...target, unitId: item.unitId ?? 0 } : { ...target, reason };
      const acted = await api.cases[act].mutate(given as never, once(item.key));
      item.state = 'done';
      item.why = null;
      marks.unmark(marked);
      const { caseNo, version, message } = acted;
      done.push({ tenantId, caseId, caseNo: caseNo ?? '', version, message, isRecallable: false });
      live.note({ tenantId, caseId, version: acted.version ?? 0 });
    } catch (thrown) {
      const isUnanswered = codeOf(thrown) === null;
      Object.assign(item, { state: 'failed', why: problemSentence(thrown), isUnanswered });
      if (!isUnanswered) live.note({ tenantId, caseId, version: item.version });
    }
  }

  async function work(chosen: readonly BulkItem[]) {
    busy = true;
    const done: Done['cases'][number][] = [];
    await each(chosen, AT_ONCE, (item) => send(item, done));
    if (done.length > 0) lastAct.remember({ act, undone: null, cases: done });
    busy = false;
  }

  function lackOf(): string | null {
    if (act !== 'dispatch' && reason === '') return m.need_reason();
    if (act !== 'dispatch') return reason === OTHER && words.trim() === '' ? m.need_words() : null;
    return sought.trim() === '' ? null : m.need_unit();
  }

  /** Sends what can be sent; where that is nothing, what failed again. */
  async function commit() {
    if (busy || live.waits !== null) return;
    await answers.arrived(); // an Enter that waits for it picks first
    if (busy || live.waits !== null) return;
    lacks = lackOf();
    if (lacks !== null) return;
    if (sendable.length > 0) return work(sendable);
    return again();
  }

  /** What failed once more: seen anew first, but what got no answer is sent as it was, under the same key. */
  async function again() {
    if (busy) return;
    busy = true;
    const [unanswered, refused] = [failed.filter((one) => one.isUnanswered), failed.filter((one) => !one.isUnanswered)];
    await each(refused, AT_ONCE, (item) => preview(api, act, item));
    await work(unanswered);
  }

  return {
    get act() {
      return act;
    },
    get items() {
      return items;
    },
    get reason() {
      return reason;
    },
    set reason(text: string) {
      reason = text;
    },
    /** Out of which the reason is picked: the same for every case. */
    get reasons() {
      return items.find(({ reasons }) => reasons.length > 0)?.reasons ?? [];
    },
    get words() {
      return words;
    },
    set words(text: string) {
      words = text;
    },
    /** Words that a body for all is searched by. */
    get sought() {
      return sought;
    },
    set sought(text: string) {
      sought = text;
    },
    waitFor: answers.waitFor,
    get busy() {
      return busy;
    },
    get lacks() {
      return lacks;
    },
    /** Cases that a commit sends now. */
    get sendable() {
      return sendable;
    },
    get failed() {
      return failed;
    },
    count: (...states: BulkItem['state'][]) => inState(...states).length,
    /** One body for all cases of a tenant that wait to be sent. */
    giveUnit(tenantIds: ReadonlySet<number>, unitId: number, unitName: string) {
      for (const item of inState('ready'))
        if (tenantIds.has(item.row.tenantId)) Object.assign(item, { unitId, unitName });
    },
    begin,
    commit,
  };
}

export type Bulk = ReturnType<typeof createBulk>;
