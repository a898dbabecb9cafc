import { isDeepStrictEqual } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { atDesk, ROW } from './desk-people.ts';

const STEP_MS = 240_000;
const within = { timeout: 60_000 };
/** Rows of each view that are opened. */
const MOST = 4;

/** People of the sample city, by post and mode of their place; `views` are those of their desk. */
const PEOPLE = [
  ['zhaozhiyuan', '受理员, 遂宁市', ['inbox', 'asked']],
  ['yangyongqiang', '值班长, 遂宁市', ['inbox']],
  ['kongxue', '派遣员, 遂宁市', ['inbox', 'requests']],
  ['wangxiaomei', '派遣员, 船山区, one supervision, one command', ['inbox']],
  ['xiechunmei', '派遣员, 蓬溪县, one supervision, two commands', ['inbox', 'requests']],
  ['guhaitao', '处置部门, 蓬溪县综合行政执法局', ['inbox', 'tasks']],
  ['gejia', '采集员, 遂宁市城管信息采集公司', ['tasks']],
  ['gechangping', '督查员, 蓬溪县', ['all']],
  ['wanghai', '领导, 遂宁市', ['supervised']],
  ['zhaohong', '处置人员, 蓬溪县综合行政执法局', ['inbox', 'mine']],
  ['haochangping', '处置部门, 供电公司', ['inbox', 'tasks']],
] as const;

interface Offers {
  readonly offers: readonly { readonly act: string; readonly refusal: object | null }[];
}

/** Which acts these are is in desk-bar-by-hand.test.ts: here, that the screen shows neither more nor fewer than the gateway allows. */
describe.skipIf(!ORIGIN)('the bar of a desk', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let compared = 0;

  beforeAll(async () => {
    browser = await launch({ maps: false });
  }, STEP_MS);
  afterAll(() => browser?.close());

  it.each(PEOPLE)('is what the gateway allows: %s, %s', async (username, _, views) => {
    const who = await atDesk(browser, username);
    const { page } = who;
    const asked = new Map<string, Set<string | undefined>>();
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (!url.pathname.includes('cases.actions')) return;
      const inputs = JSON.parse(url.searchParams.get('input') ?? '{}') as object;
      for (const input of url.searchParams.has('batch') ? Object.values(inputs) : [inputs]) {
        const { caseId, taskId } = input as { caseId: string; taskId?: string };
        asked.set(caseId, (asked.get(caseId) ?? new Set()).add(taskId));
      }
    });
    for (const view of views) {
      await page.goto(`${ORIGIN}/desk?view=${view}`);
      await page.locator('.desk[data-alive]').waitFor();
      const keys = await page
        .locator(ROW)
        .evaluateAll((rows, most) => rows.slice(0, most).map((row) => row.getAttribute('data-key')), MOST);
      for (const key of keys) {
        await page.locator(`[data-queue] [data-key="${key}"]`).click();
        await page.waitForURL((url) =>
          [url.searchParams.get('task'), url.searchParams.get('case')?.split('.')[1]].includes(key),
        );
        const [tenant, caseId = ''] = new URL(page.url()).searchParams.get('case')?.split('.') ?? [];
        let allowed: string[] = [];
        /** What the table allows on the case and on its tasks, those that the desk has asked about by now. */
        const readAllowed = async (): Promise<void> => {
          allowed = [];
          for (const taskId of asked.get(caseId) ?? []) {
            const input = { tenantId: Number(tenant), caseId, ...(taskId ? { taskId } : {}) };
            const answer = await who.question<Offers>('cases.actions', input);
            allowed.push(...answer.offers.filter(({ refusal }) => refusal === null).map(({ act }) => act));
          }
        };
        const bar = page.locator(`[data-case="${caseId}"] header [data-act]`);
        await expect
          .poll(async () => {
            await readAllowed();
            const shown = await bar.evaluateAll((all) => all.map((one) => one.getAttribute('data-act')));
            return { isAsked: asked.has(caseId), shown: shown.sort(), allowed: allowed.toSorted() };
          }, within)
          .toSatisfy(({ isAsked, shown, allowed: all }) => isAsked && isDeepStrictEqual(shown, all));
        const whyNot = await page.locator(`[data-case="${caseId}"] header details li span.block`).allTextContents();
        expect(whyNot.filter((sentence) => !/[\u4e00-\u9fff].*。/.test(sentence))).toEqual([]);
        compared += 1;
      }
    }
    await page.close();
  });

  it('was compared for a dozen cases and more', () => {
    expect(compared).toBeGreaterThanOrEqual(12);
  });
});
