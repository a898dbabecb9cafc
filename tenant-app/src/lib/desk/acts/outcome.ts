import { m } from '#lib/paraglide/messages.js';
import { decisionOf } from '../case/names.ts';
import { inOrder } from '../case/sentences.ts';
import type { CaseAtDesk } from '../open.ts';
import { whyLapsed } from '../queue/decision.ts';
import type { Done } from '../state/last-act.svelte.ts';
import { deskWord } from './words.ts';

type After = Pick<CaseAtDesk, 'state' | 'version' | 'holder' | 'events' | 'assignments'>;

export interface DoneAct {
  readonly act: string;
  /** What a recall took back; null where that is not known, and of every other act. */
  readonly undone: string | null;
  /** Of the case, its last four figures. */
  readonly number: string;
  /** Of the body that acted. */
  readonly unitId: number;
}

/** The word for what was done: of a recall with what it took back. */
export const wordOfDone = ({ act, undone }: Pick<DoneAct, 'act' | 'undone'>): string =>
  undone === null ? deskWord('act', act) : m.recall_of({ act: deskWord('act', undone) });

/** What was done with so many cases, in one sentence. */
export const doneWithAll = ({ act, undone, cases }: Pick<Done, 'act' | 'undone' | 'cases'>): string =>
  undone === null
    ? m.were_done({ act: deskWord('act', act), count: cases.length })
    : m.were_undone({ act: deskWord('act', undone), count: cases.length });

/** The kind of task that an act asks somebody for. */
const ASKS: Readonly<Record<string, string>> = {
  ...{ supervise: 'reply', ask_verify: 'verify', ask_check: 'check', ask_assist: 'assist' },
};

const ENDED = ['closed', 'refused', 'void', 'moved', 'merged'];

/**
 * What an act led to, out of the case as it is after it: it went on to somebody, it was sent to somebody, it is noted, or a
 * decision waits for the clerk of whoever holds the case, or lapsed. Null where the reader does not see the case any more.
 */
export function outcomeOfAct(page: After | null, done: DoneAct): string | null {
  const { act, number, unitId } = done;
  const event = inOrder(page?.events ?? []).findLast(
    ({ data, byUnitId }) => byUnitId === unitId && actOf(data) === act,
  );
  if (page === null || event === undefined) return null;
  const word = wordOfDone(done);
  if (event.kind === 'decided' || event.kind === 'recall_asked') {
    const notice = page.assignments.find(({ kind, brief }) => kind === 'notice' && decisionOf(brief) === event.id);
    const unit = notice?.unit?.name ?? m.some_unit();
    if (notice?.state === 'open') return m.done_waits({ number, act: word, unit });
    if (notice?.state === 'returned') return m.done_lapsed({ number, act: word, why: whyLapsed(notice.answer) });
    return m.was_done({ number, act: word });
  }
  const state = deskWord('state', page.state);
  if (ENDED.includes(page.state) && !(act in ASKS)) return m.was_done({ number, act: word });
  const isMove = event.version !== null && event.version > 1 && event.version === page.version;
  if (isMove && page.holder !== null && page.holder.unitId !== unitId) {
    return m.done_moved({ number, act: word, unit: page.holder.name, state });
  }
  const asked = page.assignments
    .filter((task) => task.askerUnitId === unitId && task.kind === ASKS[act])
    .toSorted((a, b) => Date.parse(a.askedAt) - Date.parse(b.askedAt))
    .at(-1);
  if (asked?.unit) return m.done_asked({ number, act: word, unit: asked.unit.name });
  return isMove ? m.done_stays({ number, act: word, state }) : m.done_noted({ number, act: word });
}

const actOf = (data: unknown): unknown => (data as { act?: unknown } | null)?.act;
