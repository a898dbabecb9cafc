import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Words that have a better one: one word per thing, on screens, in messages, in exports and in the guides. */
const LEFT: Readonly<Record<string, string>> = {
  关账: '定稿',
  对方编号: '区县系统编号',
  上传方: '区县',
  退回行: '未通过行',
  被取代: '同号重复，以后行为准',
  过时: '旧于现有数据',
  迟到: '迟报',
  映射: '字段对照',
  机器客户端: '接口账号',
  来源分组: '发现渠道',
  没有采用任何一行: '整份文件未入库',
  市中心: '市级监督指挥中心',
  案件: '案卷',
  县区: '区县',
  推断: '待确认口径',
  所有浏览器: '全部设备',
};

/** A column of a sender is named by the sender. */
const SENDERS_COLUMN = /案件号/g;

/**
 * The words of the sample scheme are part of the hash of results that are frozen; tests quote it, and so does the home of
 * an earlier release.
 */
const QUOTES = /^platform\/(data\/schemes\/liangji-region-1|test\/database\/.*)\.json$|\.test\.ts$/;

/** Pictures for what engineering has a word for: entry point, endpoint, report, answer, describe. */
const PICTURES =
  /\b([Dd]oors?|DOORS?|[Ff]aring|[Tt]elling|[Tt]ells|[Tt]old|[Ss]aid|[Hh]alls?)\b|\bletGo|(?<=[a-z])(Doors?|Told|Said|Halls?)\b/g;
/** Written once: decision records, landed migrations, published documents and what is generated from them. */
const WRITTEN_ONCE =
  /docs\/decisions\/|^gateway\/documents\/|^platform\/(src\/database\/tables\.ts|data\/mappings\/baltimore-311\.json)$|words\.test\.ts$/;

const root = fileURLToPath(new URL('../..', import.meta.url));
const filesOf = (...kinds: string[]): string[] =>
  execFileSync('git', ['ls-files', ...kinds], { cwd: root })
    .toString()
    .trim()
    .split('\n');

test('no text has a word that has a better one', () => {
  const found: string[] = [];
  for (const file of filesOf('*.ts', '*.svelte', '*.json', '*.md', '*.yaml')) {
    if (QUOTES.test(file)) continue;
    const text = readFileSync(`${root}/${file}`, 'utf8').replaceAll(SENDERS_COLUMN, '');
    for (const [word, better] of Object.entries(LEFT))
      if (text.includes(word)) found.push(`${file}: ${word} → ${better}`);
  }
  expect(found).toEqual([]);
});

test('no name, comment or guide has a picture for what engineering has a word for', () => {
  const found: string[] = [];
  for (const file of filesOf('*.ts', '*.mjs', '*.svelte', '*.json', '*.md', '*.graphql')) {
    if (WRITTEN_ONCE.test(file)) continue;
    for (const [word] of readFileSync(`${root}/${file}`, 'utf8').matchAll(PICTURES)) found.push(`${file}: ${word}`);
    for (const [word] of file.replaceAll(/[-/.]/g, ' ').matchAll(PICTURES)) found.push(`${file}: ${word}`);
  }
  expect(found).toEqual([]);
});
