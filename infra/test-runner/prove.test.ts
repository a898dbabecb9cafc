import { expect, test } from 'vitest';
import { oneAtATime, prove, type Plan, type Step } from './prove.ts';
import { nothing, passed, skipped, type Result } from './result.ts';

const never = new AbortController().signal;

/** A plan of two phases, the second with two lanes, whose steps note when they begin and end. */
function madePlan(work: (name: string) => Promise<Result> = async () => passed()) {
  const order: string[] = [];
  const step = (name: string): Step => ({
    name,
    async work() {
      order.push(`${name} begins`);
      const result = await work(name);
      order.push(`${name} ends`);
      return result;
    },
  });
  const plan: Plan = [[[step('first')]], [[step('a1'), step('a2')], [step('b1')]]];
  return { plan, order };
}

async function printed(plan: Plan, signal = never): Promise<{ result: Result; text: string }> {
  const lines: string[] = [];
  const result = await prove(plan, signal, (text) => void lines.push(text));
  return { result, text: lines.join('\n').replaceAll(/\d+\.\d s/g, 'n s') };
}

test('lanes run side by side, steps of a lane and phases one after the other', async () => {
  const { promise: b1Began, resolve } = Promise.withResolvers<Result>();
  const { plan, order } = madePlan(async (name) => {
    if (name === 'b1') resolve(passed());
    return name === 'a1' ? b1Began : passed(); // a1 cannot end unless b1 begins beside it
  });
  const { result } = await printed(plan);
  expect(result).toMatchObject({ passed: 4, failed: 0 });
  expect(order.indexOf('first ends')).toBe(1);
  expect(order.indexOf('a2 begins')).toBeGreaterThan(order.indexOf('a1 ends'));
});

test('with little memory the same steps run one at a time, in the order of the plan', async () => {
  const { plan, order } = madePlan();
  await printed(oneAtATime(plan));
  expect(order).toEqual(['first', 'a1', 'a2', 'b1'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test('a step that breaks is a failure, and the steps after it run all the same', async () => {
  const { plan } = madePlan(async (name) => {
    if (name === 'a1') throw new Error('no such program');
    return name === 'b1' ? skipped('no browser here') : passed();
  });
  const { result, text } = await printed(plan);
  expect(result).toMatchObject({ passed: 2, failed: 1, skipped: 1 });
  expect(text).toContain('✗ a1: 0 passed, 1 failed, 0 skipped (n s)\n  no such program');
  expect(text).toContain('✓ b1: 0 passed, 0 failed, 1 skipped (n s)\n  no browser here');
});

test('the summary keeps the order of the plan and names the ten slowest test files', async () => {
  const files = Array.from({ length: 12 }, (_, index) => ({ name: `${index}.test.ts`, seconds: index }));
  const { plan } = madePlan(async (name) => (name === 'a1' ? { ...nothing, passed: 1, files } : passed()));
  const { text } = await printed(plan);
  const [, summary = ''] = text.split('\nsummary\n');
  expect(
    summary
      .split('\n')
      .slice(0, 4)
      .map((line) => line.split(':')[0]),
  ).toEqual(['✓ first', '✓ a1', '✓ a2', '✓ b1']);
  expect(summary.match(/\d+\.test\.ts/g)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((n) => `${n}.test.ts`));
});

test('after an interruption no step begins, and each that did not counts as failed', async () => {
  const stop = new AbortController();
  const { plan, order } = madePlan(async () => {
    stop.abort();
    return passed();
  });
  const { result } = await printed(plan, stop.signal);
  expect(result).toMatchObject({ passed: 1, failed: 3 });
  expect(order).toEqual(['first begins', 'first ends']);
});
