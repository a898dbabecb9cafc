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

/** Counties and zones by the mode of the sample. */
const ONE_COMMAND = ['船山区', '物流港', '开发区', '河东新区', '创新工业园'];
const TWO_COMMANDS = ['射洪市', '安居区', '蓬溪县', '大英县'];

test('every post of every tenant of the committed realm has a line with its people, machines have none', () => {
  const lines = whoCanSignIn(join(root, 'infra/realm/liangji-realm.json'));
  expect(lines[0]).toBe('密码 password: liangji');
  expect(lines.find((line) => line.includes('赵敏 zhaomin'))).toMatch(/^射洪市 +数据员 data officer +赵敏 zhaomin$/);
  const posts = Map.groupBy(lines.slice(2), (line) => line.split(/ {2,}/)[0]!);
  const postsOf = (tenant: string) =>
    posts
      .get(tenant)
      ?.map((line) => line.split(/ {2,}/)[1]!.split(' ')[0])
      .toSorted();
  expect([...posts.keys()]).toEqual(['遂宁市', ...ONE_COMMAND, ...TWO_COMMANDS, '—']);
  // Where the city supervises and commands in its own centre, the county takes in nothing and checks nothing.
  const everywhere = ['数据员', '派遣员', '处置部门', '处置人员', '领导'];
  const atCentre = ['受理员', '值班长', '督查员', '采集员'];
  for (const county of ONE_COMMAND) expect([county, postsOf(county)]).toEqual([county, everywhere.toSorted()]);
  for (const county of TWO_COMMANDS) {
    expect([county, postsOf(county)]).toEqual([county, [...everywhere, ...atCentre].toSorted()]);
  }
  const ofCity = ['综合评价', '派遣员', '处置部门', '处置人员', '领导', ...atCentre];
  expect(postsOf('遂宁市')).toEqual(ofCity.toSorted());
  for (const line of lines.slice(2))
    expect(line).toMatch(/ {2}[\p{Script=Han}]{2,3} [a-z]+(?:、[\p{Script=Han}]{2,3} [a-z]+)*$/u);
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
