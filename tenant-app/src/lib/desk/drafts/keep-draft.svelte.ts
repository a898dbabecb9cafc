import { untrack } from 'svelte';
import { m } from '#lib/paraglide/messages.js';
import { problemSentence } from '#lib/trpc/problem.ts';
import type { Drafts } from './drafts.ts';

const SAVE_AFTER_MS = 500;
/** A draft that the server did not take, or did not give, is tried again. */
const RETRY_MS = 5_000;

interface Of<Value> {
  readonly about: string;
  readonly act: string;
  readonly tenantId: () => number | null;
  /** Whether nobody has written anything into it. */
  readonly isUntouched: (value: Value) => boolean;
}

/**
 * Keeps what is written into `value` on the server: first what was written before comes back, where nothing is written now, then
 * every change is kept. Called while a component is made; ends with it.
 */
export function keepDraft<Value extends object>(drafts: Drafts, of: Of<Value>, value: Value) {
  const { about, act, tenantId, isUntouched } = of;
  let fault = $state<string | null>(null);
  let isRead = $state(false);
  /** Whether the server has a draft: it goes when everything is taken out again. */
  let isKept = false;
  /** What is written and not kept yet. */
  let pending: Value | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function restore(): Promise<void> {
    try {
      const kept = (await drafts.list(about)).find((draft) => draft.act === act);
      isKept = kept !== undefined;
      if (kept && isUntouched(value)) Object.assign(value, kept.text);
      isRead = true;
      fault = null;
    } catch (thrown) {
      fault = m.draft_unread({ why: problemSentence(thrown) });
      retry = setTimeout(() => void restore(), RETRY_MS);
    }
  }
  $effect(() => {
    untrack(() => void restore());
    return () => clearTimeout(retry);
  });

  const draftOf = (written: Value) => ({
    about,
    act,
    tenantId: tenantId(),
    text: { ...written } as Record<string, unknown>,
  });

  async function keep(): Promise<void> {
    clearTimeout(timer);
    const written = pending;
    if (written === null) return;
    try {
      if (isUntouched(written)) await drafts.delete({ about, act });
      else await drafts.put(draftOf(written));
      isKept = !isUntouched(written);
      if (pending === written) pending = null;
      fault = null;
    } catch (thrown) {
      fault = m.draft_unsaved({ why: problemSentence(thrown) });
      timer = setTimeout(() => void keep(), RETRY_MS);
    }
  }
  $effect(() => {
    const written = $state.snapshot(value) as Value;
    if (!isUntouched(written)) drafts.hold(untrack(() => draftOf(written)));
    if (!isRead || (isUntouched(written) && !isKept)) return;
    pending = written;
    clearTimeout(timer);
    timer = setTimeout(() => void keep(), SAVE_AFTER_MS);
  });
  $effect(() => () => void keep()); // a form that is put aside at once keeps its last words too

  return {
    /** Why what is written is not kept yet. */
    get fault() {
      return fault;
    },
    /** Whether anything is written that could be handed over. */
    get isWritten() {
      return !isUntouched(value);
    },
    /** Gives it to a colleague as it is written now. */
    async handOver(personId: string): Promise<void> {
      clearTimeout(timer);
      await drafts.put(draftOf($state.snapshot(value) as Value));
      await drafts.handOver({ about, act }, personId);
      pending = null;
      isKept = false;
    },
    /** What was done is no draft any more. */
    async drop(): Promise<void> {
      pending = null;
      isKept = false;
      clearTimeout(timer);
      await drafts.delete({ about, act });
    },
  };
}
