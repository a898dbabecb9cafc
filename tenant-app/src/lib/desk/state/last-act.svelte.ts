import type { Change, Ground } from './ground.ts';

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

/** How long an act can be taken back by one key; notices wait as long. */
const UNDO_MS = 10_000;

/** What this desk did last, and whether one key still takes it back. */
export function createLastAct({ api }: Ground) {
  let done = $state.raw<Done | null>(null);

  function remember(last: Omit<Done, 'isRecallable'>) {
    const kept = { ...last, isRecallable: false };
    done = kept;
    setTimeout(() => {
      if (done?.caseId === last.caseId && done.version === last.version) done = null;
    }, UNDO_MS);
  }

  /** Asks whether it can be taken back: it handed the case over, and nobody has taken it or moved it since. */
  async function read() {
    const last = done;
    if (last === null || last.version === null) return;
    const { tenantId, caseId } = last;
    // Whoever does not see the case any more has nothing to take back.
    const bar = await api.cases.actions.query({ tenantId, caseId }).catch(() => null);
    const isRecallable =
      bar?.version === last.version && bar.offers.some(({ act, refusal }) => act === 'recall' && refusal === null);
    if (done === last && isRecallable !== last.isRecallable) done = { ...last, isRecallable };
  }

  /** Takes it back; null where there is nothing to take back. */
  async function takeBack(): Promise<Change | null> {
    const last = done;
    if (last === null || !last.isRecallable) return null;
    done = null;
    const { tenantId, caseId, version } = last;
    await api.cases.recall.mutate({ tenantId, caseId, version: version ?? 0 });
    return { tenantId, caseId, version: 0 };
  }

  return {
    get done() {
      return done;
    },
    /** Whether a version of a case is what this desk made of it. */
    made: (caseId: string, version: number) => done?.caseId === caseId && done.version === version,
    remember,
    read,
    takeBack,
    forget: () => void (done = null),
  };
}

export type LastAct = ReturnType<typeof createLastAct>;
