import type { Drafts } from '../drafts/drafts.ts';
import type { Trouble } from './trouble.svelte.ts';

type HandedDraft = Awaited<ReturnType<Drafts['handed']>>[number];

/** Nothing is heard when a colleague hands a draft over: it is asked for so often, milliseconds. */
const EVERY_MS = 60_000;

/** Drafts that colleagues handed to this person, until he takes them. */
export function createHanded(drafts: Drafts, trouble: Trouble) {
  let all = $state.raw<readonly HandedDraft[]>([]);

  const read = async (): Promise<void> => void (all = await drafts.handed());

  return {
    get all() {
      return all;
    },
    /** Those of one form, the latest first. */
    of: (about: string, act: string) => all.filter((draft) => draft.about === about && draft.act === act),
    /** Makes one this person's own; gives what is written in it. */
    async take({ id, text }: HandedDraft): Promise<Readonly<Record<string, unknown>>> {
      await drafts.take(id);
      await read();
      return text;
    },
    /** Asks from now on; returns the end. */
    begin(): () => void {
      const ask = (): void => void read().catch(trouble.of);
      ask();
      const timer = setInterval(ask, EVERY_MS);
      return () => clearInterval(timer);
    },
  };
}

export type Handed = ReturnType<typeof createHanded>;
