import { pick } from '#lib/format/language.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Done } from '../state/last-act.svelte.ts';
import { deskWord } from './words.ts';

/** What was done, in one sentence: of one case the server's, of several how many; of a recall what it took back. */
export function doneSentence({ act, undone, cases }: Pick<Done, 'act' | 'undone' | 'cases'>): string {
  const [one] = cases;
  if (one !== undefined && cases.length === 1) {
    const sentence = pick(one.message);
    return undone === null ? sentence : `${m.recall_of({ act: deskWord('act', undone) })} · ${sentence}`;
  }
  return undone === null
    ? m.were_done({ act: deskWord('act', act), count: cases.length })
    : m.were_undone({ act: deskWord('act', undone), count: cases.length });
}
