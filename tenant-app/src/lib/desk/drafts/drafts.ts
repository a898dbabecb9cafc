import type { DeskApi } from '../api.ts';

/** What is written in the form of an act, and about what. */
export interface Draft {
  readonly about: string;
  readonly act: string;
  readonly tenantId: number | null;
  readonly text: Readonly<Record<string, unknown>>;
}

type Key = Pick<Draft, 'about' | 'act'>;
/** Of `sessionStorage`: it outlives signing in again, and ends with the tab. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * The drafts of a person: on the server, and in this tab for as long as the server has not taken them, so that nothing is lost
 * where the sign-in ends or the page is loaded anew. `owner` keeps the people apart who use one tab after another.
 */
export function createDrafts(api: Pick<DeskApi, 'drafts'>, owner: string, shelf: Shelf | null) {
  const prefix = `liangji-draft ${owner} `;
  const nameOf = ({ about, act }: Key): string => `${prefix}${about} ${act}`;

  function held(about: string): Draft[] {
    const names = Array.from({ length: shelf?.length ?? 0 }, (_, index) => shelf?.key(index) ?? '');
    const of = names.filter((name) => name.startsWith(`${prefix}${about} `));
    return of
      .map((name) => JSON.parse(shelf?.getItem(name) ?? 'null') as Draft | null)
      .filter((draft) => draft !== null);
  }

  async function put(draft: Draft): Promise<void> {
    const json = JSON.stringify(draft);
    await api.drafts.put.mutate({ ...draft, text: { ...draft.text } });
    if (shelf?.getItem(nameOf(draft)) === json) shelf.removeItem(nameOf(draft));
  }

  return {
    /** Keeps it in this tab, before the server is asked to. */
    hold(draft: Draft): void {
      try {
        shelf?.setItem(nameOf(draft), JSON.stringify(draft));
      } catch {
        // No room in this tab: the server still takes it, and the form says so where it does not.
      }
    },
    put,
    /** What is kept, the latest of each act first; what only this tab had is given to the server before. */
    async list(about: string): Promise<Pick<Draft, 'act' | 'text'>[]> {
      const refused: Draft[] = [];
      for (const draft of held(about)) await put(draft).catch(() => refused.push(draft));
      return [...refused, ...(await api.drafts.list.query({ about }))];
    },
    async delete(key: Key): Promise<void> {
      shelf?.removeItem(nameOf(key));
      await api.drafts.delete.mutate({ about: key.about, act: key.act });
    },
    /** Colleagues to whom drafts can be handed. */
    colleagues: () => api.drafts.colleagues.query(),
    /** Gives a draft, or all about the same, to a colleague: it is this person's no more. The server has it before. */
    async handOver({ about, act }: Pick<Key, 'about'> & { act: string | null }, personId: string): Promise<void> {
      await api.drafts.hand_over.mutate({ about, act, personId });
      for (const draft of held(about)) if (act === null || draft.act === act) shelf?.removeItem(nameOf(draft));
    },
    /** Drafts that colleagues handed to this person. */
    handed: () => api.drafts.handed.query({}),
    /** Makes one of them this person's own. */
    take: (id: string) => api.drafts.take.mutate({ id }),
  };
}

export type Drafts = ReturnType<typeof createDrafts>;
