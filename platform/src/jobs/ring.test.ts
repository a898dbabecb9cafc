import { describe, expect, test } from 'vitest';
import { makeRing, type TurnEnd } from './ring.ts';

/** A ring over names with so many turns to do each; records the order of the turns. */
function ringOf(work: Record<string, number>, concurrency = 1) {
  const order: string[] = [];
  const errors: string[] = [];
  let together = 0;
  let most = 0;
  const ring = makeRing<string>({
    concurrency,
    keyOf: (name) => name,
    turn: async (name): Promise<TurnEnd> => {
      together += 1;
      most = Math.max(most, together);
      await new Promise((resolve) => setTimeout(resolve, 1));
      together -= 1;
      order.push(name);
      work[name] = (work[name] ?? 0) - 1;
      if (work[name] === -100) throw new Error('broken');
      return work[name] > 0 ? 'more' : 'done';
    },
    onError: (name) => errors.push(name),
  });
  return { ring, order, errors, most: () => most };
}

describe('the ring of tenants', () => {
  test('a county with one file cannot be kept waiting by a county with five', async () => {
    const { ring, order } = ringOf({ willow: 5, reed: 1 });
    ring.wake('willow');
    ring.wake('reed');
    await ring.idle();
    expect(order).toEqual(['willow', 'reed', 'willow', 'willow', 'willow', 'willow']);
  });

  test('a county can be woken during its own turn and gets another one', async () => {
    const { ring, order } = ringOf({ willow: 1 });
    ring.wake('willow');
    ring.wake('willow');
    await ring.idle();
    expect(order).toEqual(['willow', 'willow']);
  });

  test('two turns of one county cannot run at once, those of two counties can', async () => {
    const alone = ringOf({ willow: 3 }, 4);
    alone.ring.wake('willow');
    alone.ring.wake('willow');
    await alone.ring.idle();
    expect(alone.most()).toBe(1);
    const both = ringOf({ willow: 2, reed: 2 }, 4);
    both.ring.wake('willow');
    both.ring.wake('reed');
    await both.ring.idle();
    expect(both.most()).toBe(2);
  });

  test('a turn that throws cannot stop the others, and its county can be woken again', async () => {
    const { ring, order, errors } = ringOf({ willow: -99, reed: 1 });
    ring.wake('willow');
    ring.wake('reed');
    await ring.idle();
    expect(errors).toEqual(['willow']);
    ring.wake('willow');
    await ring.idle();
    expect(order).toEqual(['willow', 'reed', 'willow']);
  });

  test('a stopping ring finishes the running turn and begins no other', async () => {
    const { ring, order } = ringOf({ willow: 5, reed: 5 });
    ring.wake('willow');
    ring.wake('reed');
    await ring.stop();
    ring.wake('reed');
    expect(order).toEqual(['willow']);
  });
});
