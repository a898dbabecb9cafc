import { MediaQuery } from 'svelte/reactivity';
import type { Actor } from '#lib/session/actor.ts';

/** Somebody's own choice, although several people may use the browser one after another. */
const keyOf = ({ tenant, name }: Pick<Actor, 'tenant' | 'name'>): string => `liangji-compact ${tenant.id} ${name}`;

/** Whether the rows of somebody's lists are of one line or of two. For a finger they are always of two. */
export function createDensity(actor: Pick<Actor, 'tenant' | 'name'>) {
  const touched = new MediaQuery('(width < 48rem), (pointer: coarse)', false);
  let wanted = $state(false);

  return {
    get compact() {
      return wanted && !touched.current;
    },
    read: () => void (wanted = localStorage.getItem(keyOf(actor)) !== null),
    toggle() {
      wanted = !wanted;
      if (wanted) localStorage.setItem(keyOf(actor), '1');
      else localStorage.removeItem(keyOf(actor));
    },
  };
}
