import { expect, test } from 'vitest';
import { redirectAllowed } from './redirects.ts';

const registered = ['http://localhost/auth/callback', 'https://liangji.example/auth/callback'];

test('the browser can return to any port of this machine and to a registered host', () => {
  expect(redirectAllowed('http://localhost:8123/auth/callback', registered)).toBe(true);
  expect(redirectAllowed('https://liangji.example/auth/callback', registered)).toBe(true);
});

test.each([
  'http://localhost:8123/auth/callback/more',
  'http://localhost:8123/elsewhere',
  'http://localhost.evil.example/auth/callback',
  'http://localhost:8123@evil.example/auth/callback',
  'http://evil.example:8123/auth/callback',
  'https://localhost:8123/auth/callback',
  'https://liangji.example:444/auth/callback',
  'http://localhost:/auth/callback',
])('the browser cannot be sent to %s', (address) => {
  expect(redirectAllowed(address, registered)).toBe(false);
});
