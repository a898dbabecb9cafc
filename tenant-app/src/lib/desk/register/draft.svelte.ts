import { untrack } from 'svelte';
import { m } from '#lib/paraglide/messages.js';
import { problemSentence } from '#lib/trpc/problem.ts';
import type { DeskApi } from '../api.ts';
import { isEmpty } from './registration.ts';
import type { Registration } from './registration.ts';

const SAVE_AFTER_MS = 500;
/** A draft that the server did not take, or did not give, is tried again. */
const RETRY_MS = 5_000;
const act = 'register';

/**
 * Keeps a registration on the server as it is written: first what was taken down before comes back, where nothing is taken down
 * now, then every change is kept. Called while a component is made; ends with it.
 */
export function keepDraft(api: DeskApi, about: string, call: Registration, tenantId: () => number | null) {
  let fault = $state<string | null>(null);
  let isRead = $state(false);
  /** Whether the server has a draft: it goes when everything is taken out again. */
  let isKept = false;
  /** What is written and not kept yet. */
  let pending: Registration | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function restore(): Promise<void> {
    try {
      const drafts = await api.drafts.list.query({ about });
      const kept = drafts.find((draft) => draft.act === act);
      isKept = kept !== undefined;
      if (kept && isEmpty(call)) Object.assign(call, kept.text);
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

  async function keep(): Promise<void> {
    clearTimeout(timer);
    const written = pending;
    if (written === null) return;
    try {
      if (isEmpty(written)) await api.drafts.delete.mutate({ about, act });
      else await api.drafts.put.mutate({ about, act, tenantId: tenantId(), text: { ...written } });
      isKept = !isEmpty(written);
      if (pending === written) pending = null;
      fault = null;
    } catch (thrown) {
      fault = m.draft_unsaved({ why: problemSentence(thrown) });
      timer = setTimeout(() => void keep(), RETRY_MS);
    }
  }
  $effect(() => {
    const written = $state.snapshot(call);
    if (!isRead || (isEmpty(written) && !isKept)) return;
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
    /** What was registered is no draft any more. */
    async drop(): Promise<void> {
      isRead = false;
      pending = null;
      clearTimeout(timer);
      await api.drafts.delete.mutate({ about, act });
    },
  };
}
