import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { seal, unseal } from './seal.ts';

const key = randomBytes(32);

test('whoever has the key can open what was sealed under the same label', () => {
  expect(unseal(key, 'a', seal(key, 'a', { access: '令牌' }))).toEqual({ access: '令牌' });
});

test('nobody can open it with another key, under another label, or after a change of one bit', () => {
  const sealed = seal(key, 'a', 'secret');
  expect(unseal(randomBytes(32), 'a', sealed)).toBeUndefined();
  expect(unseal(key, 'b', sealed)).toBeUndefined();
  const bytes = Buffer.from(sealed, 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    expect(unseal(key, 'a', changed.toString('base64url'))).toBeUndefined();
  }
  expect(unseal(key, 'a', '')).toBeUndefined();
});
