import { expect, it } from 'vitest';
import { formOf } from './hear.ts';
import { pickedBy } from './search-field.ts';

const key = (code: string, more: Partial<KeyboardEvent> = {}) =>
  ({
    ...{
      key: code,
      code,
      keyCode: 0,
      isComposing: false,
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
    },
    ...{ target: { tagName: 'INPUT', type: 'search' }, ...more },
  }) as unknown as KeyboardEvent;

it('picks in a search by the digits of both rows, and by Enter; a sign above a digit is written', () => {
  expect([pickedBy(key('Digit2')), pickedBy(key('Numpad2')), pickedBy(key('Enter'))]).toEqual([1, 1, 0]);
  expect(pickedBy(key('NumpadEnter', { key: 'Enter' }))).toBe(0);
  expect(pickedBy(key('Digit2', { key: '@', shiftKey: true }))).toBeNull();
  expect(pickedBy(key('KeyG', { key: 'g' }))).toBeNull();
  expect(pickedBy(key('Digit2', { isComposing: true })), 'a candidate of the input method').toBeNull();
});

it('gives digits to the form that has the focus, else to the one under the case, not to a question in it', () => {
  const [field, elsewhere] = [{}, {}] as Element[];
  const question = { name: 'reveal', contains: (node: Node | null) => node === field };
  const act = { name: 'act', contains: () => false };
  expect(formOf([question, act], elsewhere!)?.name).toBe('act');
  expect(formOf([question, act], field!)?.name).toBe('reveal');
  expect(formOf([question], null)?.name).toBe('reveal');
  expect(formOf([], null)).toBeUndefined();
});
