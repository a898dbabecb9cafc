import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './environment.ts';
import { alignColumns, howMachinesSignIn, whoCanSignIn } from './sign-in.ts';

test('columns align where Chinese and Latin letters meet', () => {
  expect(
    alignColumns([
      ['姓名', 'user'],
      ['赵', 'zhaomin'],
      ['Li', 'li'],
    ]),
  ).toEqual(['姓名  user', '赵    zhaomin', 'Li    li']);
});

test('the people of the committed realm are listed with their password, its machines are not', () => {
  const lines = whoCanSignIn(join(root, 'infra/realm/liangji-realm.json'));
  expect(lines.find((line) => line.includes('zhaomin'))).toMatch(/^赵敏 .*zhaomin +liangji$/);
  expect(lines.filter((line) => line.includes('-upload'))).toEqual([]);
});

test('an upload by a machine client is shown as a line to copy', () => {
  expect(howMachinesSignIn(join(root, 'infra/realm/liangji-realm.json')).at(-1)).toBe(
    'LIANGJI_CLIENT_SECRET=shehong-upload-sample npx liangji upload --as shehong-upload --file …',
  );
});
