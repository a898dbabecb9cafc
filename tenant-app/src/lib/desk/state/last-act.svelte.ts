import { problemSentence } from '#lib/trpc/problem.ts';
import { each } from '../bulk/each.ts';
import type { Change, DeskClient } from './client.ts';

export interface DoneCase {
  readonly tenantId: number;
  readonly caseId: string;
  readonly caseNo: string;
  readonly version: number | null;
  /** What it led to, as the gateway says. */
  readonly message: { readonly zh: string; readonly en: string };
  /** Whether it was handed over and nobody has taken it since. */
  readonly isRecallable: boolean;
}

/** What was done last, with one case or several, for as long as it could be taken back. */
export interface Done {
  readonly act: string;
  /** The act that was taken back by it; null where it is no undoing. */
  readonly undone: string | null;
  readonly cases: readonly DoneCase[];
}

/** How long an act can be taken back by one key; notices wait as long. */
const UNDO_MS = 10_000;
const AT_ONCE = 3;

/** What this desk did last, and whether one key still takes it back. */
export function createLastAct({ api }: DeskClient) {
  let done = $state.raw<Done | null>(null);
  let over: ReturnType<typeof setTimeout> | undefined;

  function remember(last: Done) {
    done = last;
    clearTimeout(over);
    over = setTimeout(() => (done = null), UNDO_MS);
  }

  async function isRecallable({ tenantId, caseId, version }: DoneCase): Promise<boolean> {
    if (version === null || done?.act === 'recall') return false; // an undoing is not undone
    // Whoever does not see the case any more has nothing to take back.
    const bar = await api.cases.actions.query({ tenantId, caseId }).catch(() => null);
    return bar?.version === version && bar.offers.some(({ act, refusal }) => act === 'recall' && refusal === null);
  }

  /** Asks what of it can be taken back: handed over, and neither taken nor moved by somebody since. Null = all of it. */
  async function read(changed: ReadonlySet<string> | null = null) {
    const last = done;
    const asked = last?.cases.filter(({ caseId }) => changed === null || changed.has(caseId)) ?? [];
    const can = new Map<string, boolean>();
    await each(asked, AT_ONCE, async (one) => void can.set(one.caseId, await isRecallable(one)));
    if (last === null || asked.length === 0 || done === null || done.act !== last.act) return;
    done = {
      ...done,
      cases: done.cases.map((one) => ({ ...one, isRecallable: can.get(one.caseId) ?? one.isRecallable })),
    };
  }

  /** Takes back what can be: then that was done last. What was taken back, and why the rest was not. */
  async function takeBack(): Promise<{ changes: Change[]; faults: string[] }> {
    const { act: undone, cases } = done ?? { act: '', cases: [] };
    const [taken, faults]: [DoneCase[], string[]] = [[], []];
    done = null;
    await each(
      cases.filter((one) => one.isRecallable),
      AT_ONCE,
      async ({ tenantId, caseId, caseNo, version: before }) => {
        try {
          const { version, message } = await api.cases.recall.mutate({ tenantId, caseId, version: before ?? 0 });
          taken.push({ tenantId, caseId, caseNo, version, message, isRecallable: false });
        } catch (thrown) {
          faults.push(`${caseNo}: ${problemSentence(thrown)}`);
        }
      },
    );
    if (taken.length > 0) remember({ act: 'recall', undone, cases: taken });
    return { changes: taken.map(({ tenantId, caseId }) => ({ tenantId, caseId, version: 0 })), faults };
  }

  return {
    get done() {
      return done;
    },
    get isRecallable() {
      return done?.cases.some((one) => one.isRecallable) ?? false;
    },
    /** Whether a version of a case is what this desk made of it. */
    made: (caseId: string, version: number) =>
      done?.cases.some((one) => one.caseId === caseId && one.version === version) ?? false,
    remember,
    read,
    takeBack,
  };
}

export type LastAct = ReturnType<typeof createLastAct>;
