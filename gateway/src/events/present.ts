import type { Audience } from '@liangji/platform';
import { z } from 'zod';
import { reaches, type Viewer } from './reaches.ts';

/** Confirmed well before this, or it is over, milliseconds. */
export const PRESENT_MS = 30_000;

/** That somebody looks at a case or fills a form on it, as one gateway announces it to the others. */
export const Present = z.object({
  audience: z.object({ tenantId: z.int(), cityId: z.int(), caseId: z.uuid(), units: z.array(z.int()) }),
  who: z.object({ tenantId: z.int(), login: z.string(), name: z.string(), body: z.string(), post: z.string() }),
  doing: z.enum(['looking', 'filling', 'gone']),
  act: z.string().nullable(),
  /** Milliseconds since 1970. */
  until: z.number(),
});
export type Present = z.infer<typeof Present>;

/** As it is shown: by name only inside the person's own tenant. */
export interface ShownPerson {
  readonly body: string;
  readonly post: string;
  readonly name: string | null;
  readonly doing: 'looking' | 'filling';
  readonly act: string | null;
  readonly self: boolean;
}

/** Who is at which case; forgotten with the process, because everybody says so again. */
export interface PresentPeople {
  /** Takes it in; null where nobody needs to hear of it, else what changed: the one before, where there was one. */
  hear(present: Present): readonly Present[] | null;
  /** Takes away whose time is over, and gives them. */
  expire(now: number): readonly Present[];
  /** People at a case as this viewer may see them. */
  shownTo(viewer: Viewer, on: CaseKey): { readonly tenantId: number; readonly caseId: string; people: ShownPerson[] };
  /** Cases at which this viewer may see somebody. */
  casesFor(viewer: Viewer): readonly CaseKey[];
}

type CaseKey = Pick<Audience, 'tenantId' | 'caseId'>;

const keyOf = ({ tenantId, caseId }: CaseKey): string => `${tenantId} ${caseId}`;
const personOf = ({ tenantId, login }: Pick<Viewer, 'tenantId' | 'login'>): string => `${tenantId} ${login}`;

export function makePresentPeople(): PresentPeople {
  const cases = new Map<string, Map<string, Present>>();

  function remove({ audience, who }: Pick<Present, 'audience' | 'who'>): Present | undefined {
    const people = cases.get(keyOf(audience));
    const before = people?.get(personOf(who));
    people?.delete(personOf(who));
    if (people?.size === 0) cases.delete(keyOf(audience));
    return before;
  }

  return {
    hear(present) {
      if (present.doing === 'gone') {
        const before = remove(present);
        return before ? [before] : null;
      }
      const people = cases.get(keyOf(present.audience)) ?? new Map<string, Present>();
      const before = people.get(personOf(present.who));
      cases.set(keyOf(present.audience), people.set(personOf(present.who), present));
      const same = before && JSON.stringify({ ...before, until: 0 }) === JSON.stringify({ ...present, until: 0 });
      return same ? null : before ? [before, present] : [present];
    },
    expire(now) {
      const over = [...cases.values()].flatMap((people) => [...people.values()].filter(({ until }) => until <= now));
      for (const present of over) remove(present);
      return over;
    },
    shownTo(viewer, { tenantId, caseId }) {
      const people = [...(cases.get(keyOf({ tenantId, caseId }))?.values() ?? [])];
      return { tenantId, caseId, people: people.filter(({ audience }) => reaches(viewer, audience)).map(shown) };

      function shown({ who, doing, act }: Present): ShownPerson {
        return {
          ...{ body: who.body, post: who.post, doing: doing === 'filling' ? 'filling' : 'looking', act },
          name: who.tenantId === viewer.tenantId ? who.name : null,
          self: personOf(who) === personOf(viewer),
        };
      }
    },
    casesFor(viewer) {
      const all = [...cases.values()].map((people) => [...people.values()]);
      return all.flatMap((people) => people.find(({ audience }) => reaches(viewer, audience))?.audience ?? []);
    },
  };
}
