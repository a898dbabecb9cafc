import { codeOf, problemSentence } from '#lib/trpc/problem.ts';
import { actOfLetter } from '../acts/letters.ts';
import { keyOfAct } from '../form.svelte.ts';
import type { Forms } from '../form.svelte.ts';
import { untilAsked } from '../open.ts';
import type { Bar } from '../open.ts';
import type { LastAct } from './last-act.svelte.ts';
import type { Live } from './live.svelte.ts';
import type { Queue } from './queue.svelte.ts';
import type { Selection } from './selection.svelte.ts';
import type { Trouble } from './trouble.svelte.ts';

type BarOffer = Bar['offers'][number];

interface Parts {
  readonly queue: Queue;
  readonly selection: Selection;
  readonly forms: Forms;
  readonly lastAct: LastAct;
  readonly live: Live;
  readonly trouble: Trouble;
}

/** Acts on what is open: begun by a letter or the bar, committed once, taken back by one key. */
export function createActs({ queue, selection, forms, lastAct, live, trouble }: Parts) {
  function begin(offer: BarOffer) {
    const { opened } = selection;
    selection.refuse(offer.refusal === null ? null : offer);
    if (opened === null || offer.refusal !== null || live.ended !== null) return;
    selection.seen();
    const { tenantId, caseId, page: seen } = opened;
    const until = offer.act === 'suspend' ? untilAsked(opened) : null;
    const ofClass = seen?.class ? { classId: seen.class.id, className: seen.class.className } : {};
    forms.start(offer, { tenantId, caseId, version: seen?.version ?? 0 }, { ...ofClass, ...(until && { until }) });
  }

  function letter(pressed: string): BarOffer | null {
    const { open } = forms;
    const isOpen = (one: BarOffer): boolean => open !== null && keyOfAct(open) === keyOfAct(one);
    const offer = actOfLetter(selection.opened?.bar.offers ?? [], pressed, isOpen);
    if (offer) begin(offer);
    return offer;
  }

  /** Goes on with what was folded, on the case as it is now. */
  function unfold() {
    const form = forms.open;
    if (!form || !selection.opened) return;
    form.version = selection.opened.page?.version ?? form.version;
    form.folded = false;
    selection.seen();
  }

  async function commit() {
    const form = forms.open;
    if (!form || live.waits !== null) return;
    const { caseId, tenantId, act } = form;
    const key = selection.selected;
    try {
      const acted = await forms.commit();
      if (acted === null) return;
      const { version, message } = acted;
      const one = { tenantId, caseId, caseNo: acted.caseNo ?? '', version, message, isRecallable: false };
      lastAct.remember({ act, undone: null, cases: [one] });
      if (version !== null && version > form.version) void lastAct.read();
      live.note({ tenantId, caseId, version: version ?? 0 });
      const next = key === null ? null : queue.next(key);
      if (selection.selected === key && next !== null) selection.select(next);
    } catch (thrown) {
      form.problem = problemSentence(thrown);
      if (codeOf(thrown)?.startsWith('FLOW-')) await selection.refresh().catch(trouble.of);
    }
  }

  async function undo() {
    const { changes, faults } = await lastAct.takeBack();
    for (const change of changes) live.note(change);
    if (faults.length > 0) trouble.say(faults.join(' '));
  }

  return { begin, letter, unfold, commit, undo };
}
