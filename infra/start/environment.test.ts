import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readStartEnvironment, root } from './environment.ts';

test('without anything set, the clone is home and 7300 the port', () => {
  expect(readStartEnvironment([], {})).toEqual({
    home: join(root, '.liangji'),
    port: 7300,
    empty: false,
    issuer: undefined,
    inherited: {},
  });
});

test('two copies can live side by side', () => {
  const env = { LIANGJI_HOME: 'second', PORT: '7400' };
  const read = readStartEnvironment(['--empty'], env);
  expect(read).toEqual({ home: join(root, 'second'), port: 7400, empty: true, issuer: undefined, inherited: env });
});

test('a realm of one’s own can take the place of the embedded provider', () => {
  const { issuer } = readStartEnvironment([], { LIANGJI_ISSUER: 'http://localhost:8180/realms/liangji/' });
  expect(issuer).toBe('http://localhost:8180/realms/liangji');
});

test.each([
  [['--emtpy'], {}, /^没有选项 --emtpy。 Unknown option --emtpy\. \(START-OPTION\)/],
  [
    [],
    { PORT: '0' },
    'PORT 为 0，须为 1 至 65535 的数字。 PORT is 0, but must be a number from 1 to 65535. (START-VALUE)',
  ],
  [[], { PORT: 'web' }, 'PORT is web, but must be a number from 1 to 65535.'],
  [[], { LIANGJI_ISSUER: 'localhost:8180' }, 'LIANGJI_ISSUER is localhost:8180, but must be the address of a realm'],
  [[], { NODE_ENV: 'production' }, 'npm start is for trying things out and does not run with NODE_ENV=production.'],
])('what cannot be meant is refused in one sentence: %j %j', (args, env, sentence) => {
  expect(() => readStartEnvironment(args, env)).toThrow(sentence);
});
