import { describe, expect, it } from 'vitest';
import { createDrafts } from './drafts.ts';
import type { Draft } from './drafts.ts';

const DRAFT: Draft = { about: 'c', act: 'feed_back', tenantId: 21, text: { words: '已修好' } };

/** A tab, and a gateway that nobody is signed in to until `signedIn`. */
function tab() {
  const kept = new Map<string, string>();
  const shelf = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
  const gateway = { signedIn: false, drafts: new Map<string, Draft>() };
  const asked =
    <Result>(answer: () => Result) =>
    async () => {
      if (!gateway.signedIn) throw new Error('signed out');
      return answer();
    };
  const api = {
    drafts: {
      list: { query: asked(() => [...gateway.drafts.values()]) },
      put: { mutate: (draft: Draft) => asked(() => gateway.drafts.set(draft.act, draft))() },
      delete: { mutate: ({ act }: Draft) => asked(() => gateway.drafts.delete(act))() },
      hand_over: { mutate: asked(() => ({ handed: 1 })) },
    },
  };
  return { kept, gateway, of: (owner: string) => createDrafts(api as never, owner, shelf) };
}

describe('a draft', () => {
  it('outlives the end of the sign-in, and is given to the server as soon as it takes it', async () => {
    const { kept, gateway, of } = tab();
    const before = of('post-1');
    before.hold(DRAFT);
    await expect(before.put(DRAFT)).rejects.toThrow('signed out');
    gateway.signedIn = true;
    const [found] = await of('post-1').list('c'); // the page anew
    expect(found?.text).toEqual({ words: '已修好' });
    expect([gateway.drafts.get('feed_back'), kept.size]).toEqual([DRAFT, 0]);
  });

  it('is no other person’s who signs in in the same tab, and no other case’s', async () => {
    const { kept, gateway, of } = tab();
    of('post-1').hold(DRAFT);
    gateway.signedIn = true;
    expect(await of('post-2').list('c')).toEqual([]);
    expect(await of('post-1').list('d')).toEqual([]);
    expect(kept.size).toBe(1);
  });

  it('that was handed over stays in no tab; others about the same do', async () => {
    const { kept, gateway, of } = tab();
    const drafts = of('post-1');
    drafts.hold(DRAFT);
    drafts.hold({ ...DRAFT, act: 'ask_return' });
    await expect(drafts.handOver({ about: 'c', act: 'feed_back' }, 'p')).rejects.toThrow('signed out');
    expect(kept.size).toBe(2);
    gateway.signedIn = true;
    await drafts.handOver({ about: 'c', act: 'feed_back' }, 'p');
    expect([...kept.keys()]).toEqual(['liangji-draft post-1 c ask_return']);
    await drafts.handOver({ about: 'c', act: null }, 'p');
    expect(kept.size).toBe(0);
  });

  it('that was written on while the server took it stays in the tab; one that is done goes', async () => {
    const { kept, gateway, of } = tab();
    gateway.signedIn = true;
    const drafts = of('post-1');
    drafts.hold({ ...DRAFT, text: { words: '已修好，请复查' } });
    await drafts.put(DRAFT);
    expect(kept.size).toBe(1);
    await drafts.delete(DRAFT);
    expect([kept.size, gateway.drafts.size]).toEqual([0, 0]);
  });
});
