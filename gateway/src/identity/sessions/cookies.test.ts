import { expect, test } from 'vitest';
import { cookiesOf } from './cookies.ts';

test('on https the session cookie cannot be set by a sub-domain, read by a script or sent in clear', () => {
  const { name, options } = cookiesOf('https://liangji.example').session;
  expect(name).toBe('__Host-liangji_session');
  expect(options).toMatchObject({ httpOnly: true, secure: true, sameSite: 'lax', path: '/' });
  expect(options.domain).toBeUndefined();
});

test('two copies on one machine cannot take each other’s cookies', () => {
  expect(cookiesOf('http://localhost:8080').session.name).not.toBe(cookiesOf('http://localhost:8081').session.name);
});
