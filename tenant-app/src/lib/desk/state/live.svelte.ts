import { liveStatus, onCase, onReset } from '#lib/live/index.ts';
import type { LiveStatus } from '#lib/live/index.ts';
import { m } from '#lib/paraglide/messages.js';
import { AGAIN_MS } from './client.ts';
import type { Change } from './client.ts';
import type { LastAct } from './last-act.svelte.ts';
import type { Queue } from './queue.svelte.ts';
import type { Selection } from './selection.svelte.ts';
import type { SummaryState } from './summary.svelte.ts';
import type { Trouble } from './trouble.svelte.ts';

/** Live changes are taken together: many events of a moment are one question. */
const TOGETHER_MS = 250;
const TICK_MS = 15_000;

interface Parts {
  readonly summary: SummaryState;
  readonly queue: Queue;
  readonly selection: Selection;
  readonly lastAct: LastAct;
  readonly trouble: Trouble;
}

/** What comes to a desk by itself: changes of cases, the state of the stream, the time. */
export function createLive({ summary, queue, selection, lastAct, trouble }: Parts) {
  let status = $state.raw<Pick<LiveStatus, 'state' | 'reason'>>({ state: 'live', reason: null });
  let now = $state(Date.now());

  const changed = new Map<string, Change>();
  let together: ReturnType<typeof setTimeout> | null = null;

  async function takeChanges() {
    together = null;
    const cases = [...changed.values()];
    changed.clear();
    now = Date.now(); // a deadline that has come changes no row: the lamps turn by the time
    try {
      await queue.takeChanges(cases);
      const isOpen = cases.some(({ caseId }) => caseId === selection.caseId);
      await Promise.all([
        summary.read(),
        lastAct.read(new Set(cases.map(({ caseId }) => caseId))),
        isOpen ? selection.refresh() : null,
      ]);
      trouble.recover();
    } catch (thrown) {
      trouble.of(thrown);
      for (const change of cases) if (!changed.has(change.caseId)) changed.set(change.caseId, change);
      together ??= setTimeout(() => void takeChanges(), AGAIN_MS);
    }
  }

  function note(change: Change) {
    changed.set(change.caseId, change);
    selection.outdate(change.caseId);
    together ??= setTimeout(() => void takeChanges(), TOGETHER_MS);
  }

  let again: ReturnType<typeof setTimeout> | undefined;
  async function reset() {
    now = Date.now();
    try {
      await Promise.all([queue.reread(), summary.read(), selection.refresh(), lastAct.read()]);
      trouble.recover();
    } catch (thrown) {
      trouble.of(thrown);
      clearTimeout(again);
      again = setTimeout(() => void reset(), AGAIN_MS);
    }
  }

  /** Starts what a browser does; returns its end. */
  function begin(): () => void {
    const undo = [onCase(note), onReset(() => void reset()), liveStatus.subscribe((next) => (status = next))];
    const clock = setInterval(() => (now = Date.now()), TICK_MS);
    return () => {
      clearInterval(clock);
      clearTimeout(again);
      if (together !== null) clearTimeout(together);
      for (const each of undo) each();
    };
  }

  return {
    get now() {
      return now;
    },
    /** Why there are no acts any more: the post was taken away, or somebody signed out elsewhere. */
    get ended() {
      if (status.reason === 'revoked') return m.post_revoked();
      return status.reason === 'signed-out' ? m.signed_out_desk() : null;
    },
    /** Whether somebody has to sign in again. */
    get signedOut() {
      return status.reason === 'signed-out';
    },
    /** Why no act is sent now; what is written is kept meanwhile. */
    get waits() {
      if (status.state === 'live') return null;
      if (status.state === 'reconnecting') return m.acts_wait();
      return this.ended ?? m.acts_offline();
    },
    note,
    begin,
  };
}

export type Live = ReturnType<typeof createLive>;
