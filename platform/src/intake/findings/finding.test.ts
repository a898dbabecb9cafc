import { expect, it } from 'vitest';
import { message, plain } from '../../kernel/message.ts';
import { storedMessage } from './finding.ts';

it('what a finding expected is read back as it was made', () => {
  const expected = message('expected.max-length', { max: 200 });
  expect(storedMessage(JSON.stringify(expected))).toEqual(expected);
});

it.each(['≥ filed 2026-10-08T01:00:00.000Z', '0–9999', '{', '{"a": 1}'])(
  'an old finding holds plain words, which stay: %s',
  (words) => {
    expect(storedMessage(words)).toEqual(plain(words));
  },
);
