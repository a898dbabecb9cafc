import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN, signIn } from './browser.ts';
import { idle } from './idle.ts';
import { PEOPLE } from './people.ts';

const STEP_MS = 120_000;
const RUN = Date.now().toString(36);
/** Two halves of the sample's October under a scheme of their own, so that each run finds nothing decided. */
const FIRST = `why-1-${RUN}`;
const SECOND = `why-2-${RUN}`;
const SCHEME = `why-${RUN}`;
const REASON = `市级评价会议 ${RUN}`;

const below = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const liangji = (...given: string[]) =>
  promisify(execFile)(process.execPath, [below('gateway/bin/liangji.mjs'), ...given]);

async function publish(): Promise<void> {
  const shipped = JSON.parse(await readFile(below('platform/data/schemes/liangji-region-1.json'), 'utf8')) as object;
  const file = join(await mkdtemp(join(tmpdir(), 'why-')), 'scheme.json');
  await writeFile(file, JSON.stringify({ ...shipped, id: SCHEME }));
  await liangji('scheme', 'publish', file);
}
const open = (label: string, from: string, to: string) =>
  liangji('period', 'open', label, '--series', `why-${RUN}`, '--from', from, '--to', to, '--scheme', `${SCHEME}@1`);

/** What a command answers, past the buttons of a page. */
const command = (page: Page, name: string, input: object) =>
  page.evaluate(
    async ([path, body]) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`/trpc/${path}`, { method: 'POST', headers, body });
      return { status: response.status, text: await response.text() };
    },
    [name, JSON.stringify(input)] as const,
  );

const cents = (printed: string): number => Math.round(Number(printed) * 100);
const sum = (values: number[]): number => values.reduce((total, each) => total + each, 0);

describe.skipIf(!ORIGIN)('why a county stands where it stands', () => {
  let browser: Browser;
  let city: Page;
  const show = (page: Page, path: string) => idle(page, () => page.goto(`${ORIGIN}${path}`));

  beforeAll(async () => {
    browser = await launch({ maps: false });
    await publish();
    await open(FIRST, '2026-10-01', '2026-10-16');
    city = await signIn(browser, PEOPLE.assessor);
    expect((await command(city, 'period.close', { label: FIRST, typedLabel: FIRST })).status).toBe(200);
    await open(SECOND, '2026-10-16', '2026-11-01');
  }, STEP_MS);
  afterAll(() => browser?.close());

  const rows = async (page: Page): Promise<string[]> =>
    (
      await page
        .getByRole('row')
        .filter({ hasText: /失 -?\d/ })
        .allInnerTexts()
    ).map((text) => text.replace(/\s+/g, ' '));

  it('the lost points of every county add up to what its score lacks of 100', { timeout: STEP_MS }, async () => {
    await show(city, `/city?period=${FIRST}`);
    const shown = await rows(city);
    expect(shown.length).toBeGreaterThanOrEqual(4);
    for (const row of shown) {
      const [whole = '', ...lost] = [...row.matchAll(/失 (-?\d+\.\d\d) 分/g)].map(([, points]) => points ?? '');
      const earned = [...row.matchAll(/(\d+\.\d\d) \/ \d+\.\d\d 分/g)].map(([, points]) => points ?? '');
      const [, score = ''] = /(\d+\.\d\d)/.exec(row) ?? [];
      expect([row, sum(lost.map(cents))]).toEqual([row, cents(whole)]);
      expect([row, sum(earned.map(cents))]).toEqual([row, cents(score)]);
      expect([row, cents(score) + cents(whole)]).toEqual([row, 10_000]);
    }
    expect(await city.getByText('首次', { exact: true }).filter({ visible: true }).count()).toBe(shown.length);
    expect(await city.getByRole('columnheader', { name: '监督举报率' }).first().innerText()).toContain('越低越好');
    expect(await city.getByRole('columnheader', { name: '按期结案率' }).first().innerText()).toContain('越高越好');
  });

  it(
    'the next period says how each has moved since, and how far the next one above is',
    { timeout: STEP_MS },
    async () => {
      await show(city, `/city?period=${FIRST}`);
      const scores = async () =>
        new Map(
          await Promise.all(
            (
              await city
                .getByRole('row')
                .filter({ hasText: /失 -?\d/ })
                .all()
            ).map(async (row) => {
              const [rank = '', score = ''] = await row.locator('td').allInnerTexts();
              return [await row.getByRole('rowheader').innerText(), { rank: Number(rank), score }] as const;
            }),
          ),
        );
      const before = await scores();
      await show(city, `/city?period=${SECOND}`);
      await city.getByText(`均与已定稿的 ${FIRST} 相比`).waitFor();
      const now = await scores();
      for (const [name, { rank, score }] of now) {
        const earlier = before.get(name);
        if (!earlier) continue;
        const text = await city
          .getByRole('row')
          .filter({ has: city.getByRole('rowheader', { name }) })
          .innerText();
        const moved = earlier.rank - rank;
        expect(text).toContain(moved === 0 ? '名次 —' : `${moved > 0 ? '▲' : '▼'}${Math.abs(moved)}`);
        const more = cents(score) - cents(earlier.score);
        expect(text).toContain(`${more > 0 ? '+' : more < 0 ? '−' : ''}${(Math.abs(more) / 100).toFixed(2)}`);
      }
    },
  );

  it(
    'two counties stand side by side, and what differs comes to the difference of their scores',
    { timeout: STEP_MS },
    async () => {
      await show(city, `/city?period=${FIRST}`);
      const form = city.getByRole('form', { name: '对比' }).first();
      await form.getByLabel('第一个区县').selectOption({ label: '射洪市' });
      await form.getByLabel('第二个区县').selectOption({ label: '安居区' });
      await form.getByRole('button', { name: '对比' }).click();
      await city.getByRole('heading', { level: 1, name: /射洪市 与 安居区/ }).waitFor();
      const worth = await city.getByRole('row').locator('td:last-child').allInnerTexts();
      const points = worth.map((text) => {
        const [, name, more] = /^(.+)多 (\d+\.\d\d) 分$/.exec(text) ?? [];
        return name === undefined ? 0 : cents(more ?? '') * (name === '射洪市' ? 1 : -1);
      });
      expect(points.length).toBe(5);
      expect(sum(points.slice(1))).toBe(points[0]);
      await city.getByRole('columnheader').getByRole('link', { name: '安居区' }).click();
      await city.getByRole('heading', { level: 1, name: /安居区 得分/ }).waitFor();
    },
  );

  it('a county is shown no comparison', { timeout: STEP_MS }, async () => {
    const county = await signIn(browser, PEOPLE.shehong);
    expect((await county.goto(`${ORIGIN}/city/compare?period=${FIRST}&a=shehong&b=anju`))?.status()).toBe(404);
  });

  it('a rate is put into groups that come to its total, by class, source and unit', { timeout: STEP_MS }, async () => {
    await show(city, `/city/score/${FIRST}/shehong`);
    await city.getByRole('button', { name: '查看', exact: true }).click();
    for (const by of ['按小类', '按发现渠道', '按处置单位']) {
      await city.getByLabel('分组').selectOption({ label: by });
      await idle(city);
      const table = city.getByRole('table').filter({ hasText: '件数（分子 / 分母）' });
      const lines = (await table.getByRole('row').allInnerTexts()).slice(1);
      const parsed = lines.map((line) => [...line.matchAll(/([\d,]+) \/ ([\d,]+)|(-?\d+\.\d\d)$/g)]);
      const figures = parsed.map((found) => [
        ...[1, 2].map((side) => Number(found[0]?.[side]?.replaceAll(',', ''))),
        cents(found.at(-1)?.[3] ?? ''),
      ]);
      const [total = [], ...groups] = figures.toReversed();
      expect(groups.length).toBeGreaterThan(0);
      for (const side of [0, 1, 2])
        expect([by, sum(groups.map((group) => group[side] ?? NaN))]).toEqual([by, total[side]]);
    }
    await city.getByText('计入的案卷为定稿时的名单').waitFor();
  });

  it('the indicators stand beside those of the other period, the open one marked', { timeout: STEP_MS }, async () => {
    await show(city, `/city/score/${FIRST}/shehong`);
    const history = city.getByRole('table', { name: '历期指标' });
    await history.scrollIntoViewIfNeeded();
    await idle(city);
    const shown = await history.getByRole('row').allInnerTexts();
    expect(shown[1]).toMatch(new RegExp(`^${SECOND} 暂定`));
    expect(shown[2]).toMatch(new RegExp(`^${FIRST}`));
    expect(shown[2]).not.toContain('暂定');
  });

  describe('what the scheme leaves open', () => {
    const names = ['backlog', 'grades'];
    const notice = (page: Page) => page.getByRole('region', { name: /项评价口径待市级确认/ });

    it('stands in one notice; 王海 reads it, and neither he nor 赵敏 can adopt it', { timeout: STEP_MS }, async () => {
      const leader = await signIn(browser, PEOPLE.leader);
      await show(leader, `/city?period=${FIRST}`);
      expect(await notice(leader).innerText()).toContain('9 项');
      expect(await leader.getByRole('button', { name: '确认采用' }).count()).toBe(0);
      expect(await leader.getByRole('columnheader').filter({ hasText: '待确认' }).count()).toBe(0);
      const county = await signIn(browser, PEOPLE.shehong);
      for (const page of [leader, county]) {
        const answer = await command(page, 'scheme.adopt', { id: SCHEME, version: 1, names, reason: 'x' });
        expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('AUTH-FORBIDDEN')]);
      }
    });

    it(
      'is adopted once by 林静: the notice goes, the note stays, and no score moves',
      { timeout: STEP_MS },
      async () => {
        await show(city, `/city?period=${FIRST}`);
        const before = await rows(city);
        await notice(city).getByRole('button', { name: '确认采用' }).click();
        const question = city.getByRole('alertdialog');
        const confirm = question.getByRole('button', { name: '确认采用' });
        expect(await confirm.isDisabled(), 'without a reason').toBe(true);
        await question.getByLabel('依据或说明').fill(REASON);
        await confirm.click();
        await notice(city).waitFor({ state: 'detached' });
        await city.getByText(new RegExp(`确认采用.*综合评价\\s+林静.*往期积案.*${REASON}`, 's')).waitFor();
        expect(await rows(city)).toEqual(before);
      },
    );

    it('is read by a county with the post and the reason, without the person', { timeout: STEP_MS }, async () => {
      const county = await signIn(browser, PEOPLE.shehong);
      await show(county, `/county/score/${FIRST}`);
      const note = county.locator('p').filter({ hasText: REASON });
      await note.waitFor();
      expect(await note.innerText()).toContain('综合评价');
      expect(await county.getByRole('main').innerText()).not.toContain('林静');
    });
  });
});
