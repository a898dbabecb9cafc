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

test('every post of every tenant of the committed realm has a line with its people, machines have none', () => {
  const lines = whoCanSignIn(join(root, 'infra/realm/liangji-realm.json'));
  expect(lines[0]).toBe('密码 password: liangji');
  expect(lines.find((line) => line.includes('赵敏 zhaomin'))).toMatch(/^射洪市 +数据员 data officer +赵敏 zhaomin$/);
  expect(lines.filter((line) => line.startsWith('蓬溪县')).map((line) => line.split(/ {2,}/)[1])).toEqual([
    ...['数据员 data officer', '受理员 acceptor', '值班长 shift leader', '派遣员 dispatcher', '督查员 inspector'],
    ...['领导 leader', '采集员 collector', '处置部门 department', '处置人员 worker'],
  ]);
  expect(lines.find((line) => /^蓬溪县 +受理员/.test(line))!.split('、')).toHaveLength(2);
  expect(lines.filter((line) => line.includes('-upload'))).toEqual([]);
});

test('an upload by a machine client is shown as a line to copy', () => {
  expect(howMachinesSignIn(join(root, 'infra/realm/liangji-realm.json')).at(-1)).toBe(
    'LIANGJI_CLIENT_SECRET=shehong-upload-sample npx liangji upload --as shehong-upload --file …',
  );
});

test('systems of single bodies are listed with their secrets and bodies', () => {
  const lines = howMachinesSignIn(join(root, 'infra/realm/liangji-realm.json'));
  expect(lines.slice(1, 3)).toEqual([
    '  pengxi-sanitation  pengxi-sanitation-sample  蓬溪县环境卫生所',
    '  suining-power      suining-power-sample      供电公司',
  ]);
});
