import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { accepted, atDesk, filed, openCase, ROW, stateOf, target, WORKERS } from './desk-people.ts';
import type { Acted, AtDesk } from './desk-people.ts';

const STEP_MS = 240_000;
const within = { timeout: 60_000 };
const INSPECTOR = 'xielixin'; // 谢立新, 督查员 of 遂宁市
const LEADER = 'wanghai'; // 王海, leader of 遂宁市
const WORKER = 'zhaohong'; // 赵红, works for 蓬溪县综合行政执法局
const SHOTS = process.env.E2E_SHOTS;

interface Case {
  readonly tenantId: number;
  readonly id: string;
  readonly caseNo: string;
  readonly state: string;
  readonly stepDueAt: string | null;
  readonly tenant: { readonly name: string };
}

/** What the screen may ask for too: a trusted document. */
async function document<T>({ page }: AtDesk, name: string, variables: object): Promise<T> {
  const manifest = new URL('../../gateway/documents/manifest.json', import.meta.url);
  const documents = JSON.parse(readFileSync(manifest, 'utf8')) as {
    name: string;
    hash: string;
    until: string | null;
  }[];
  const documentId = documents.findLast((one) => one.name === name && one.until === null)?.hash;
  const answer = await page.request.post(`${ORIGIN}/graphql`, {
    headers: { origin: ORIGIN },
    data: { documentId, variables },
  });
  return ((await answer.json()) as { data: T }).data;
}

async function cityIdOf({ page }: AtDesk): Promise<number> {
  const me = (await (await page.request.get(`${ORIGIN}/auth/me`)).json()) as { city: { id: number } };
  return me.city.id;
}

async function supervised(who: AtDesk, more: object = {}): Promise<Case[]> {
  const variables = { cityId: await cityIdOf(who), first: 1000, ...more };
  return (await document<{ supervised: { nodes: Case[] } }>(who, 'DeskSupervised', variables)).supervised.nodes;
}

const isOver = ({ stepDueAt }: Case): boolean => stepDueAt !== null && Date.parse(stepDueAt) < Date.now();

async function shots(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${SHOTS}/${name}-${width}-${scheme}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
}

describe.skipIf(!ORIGIN)('supervision at a desk', { timeout: STEP_MS }, () => {
  let browser: Browser;
  let inspector: AtDesk;

  beforeAll(async () => {
    browser = await launch({ maps: false });
    inspector = await atDesk(browser, INSPECTOR);
  }, STEP_MS);
  afterAll(() => browser?.close());

  it('opens an inspector of the city on what all counties hold, the overdue first, with its figures', async () => {
    const { page } = inspector;
    await page.goto(`${ORIGIN}/desk`);
    await page.locator('.desk[data-alive]').waitFor();
    const all = await supervised(inspector);
    expect(new Set(all.map(({ tenantId }) => tenantId)).size).toBeGreaterThan(3);
    expect(all.some(isOver)).toBe(true);
    expect(all.findIndex((one) => !isOver(one))).toBe(all.filter(isOver).length);
    expect(await page.locator(ROW).first().getAttribute('data-key')).toBe(all[0]?.id);
    expect(await page.locator(ROW).first().textContent()).toContain('超');
    expect(await page.locator('h1').first().textContent()).toContain(`监督 ${all.length}`);
    await shots(page, 'supervised');
  });

  it('lets him find an overdue case of 蓬溪县 by its number and give an order about it', async () => {
    const { page } = inspector;
    const over = (await supervised(inspector)).find((one) => one.tenant.name === '蓬溪县' && isOver(one));
    if (over === undefined) throw new Error('no case of 蓬溪县 is overdue');
    await page.goto(`${ORIGIN}/desk?view=all`);
    await page.locator('.desk[data-alive]').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(over.caseNo.slice(-14));
    await page.locator(`[data-found-case="${over.id}"]`).waitFor();
    await shots(page, 'search');
    await page.locator(`[data-found-case="${over.id}"]`).click();
    await page.locator(`[data-case="${over.id}"] [data-act]:visible`).first().waitFor();
    await page.locator('[data-act="supervise"]:visible').first().click();
    const form = page.locator('[data-act-form="supervise"]');
    for (const choice of ['督办', '重要', '1 天后']) await form.locator('button', { hasText: choice }).first().click();
    await form.locator('textarea').fill('请在今日内处置并回复');
    await page.keyboard.press('Control+Enter');
    await expect
      .poll(() => page.locator('[data-done]', { hasText: '督办' }).textContent(), within)
      .toMatch(/已督办，发给/);
    await openCase(inspector, { tenantId: over.tenantId, caseId: over.id }, 'supervised');
    expect(await page.locator('[data-task="reply"]').last().textContent()).toContain('请在今日内处置并回复');
  });

  it('shows nothing of it to a department: no view, and its document is answered with nothing', async () => {
    const department = await atDesk(browser, WORKERS.department);
    const { page } = department;
    await page.goto(`${ORIGIN}/desk?view=supervised`);
    await page.locator('.desk[data-alive]').waitFor();
    expect(await page.locator('nav button', { hasText: '监督' }).count()).toBe(0);
    expect(new URL(page.url()).searchParams.get('view')).toBe('inbox');
    const me = (await (await page.request.get(`${ORIGIN}/auth/me`)).json()) as { post: { bodyId: number } };
    expect(await supervised(department, { commandUnitId: me.post.bodyId })).toEqual([]);
    const own = await supervised(department);
    const [notOwn] = (await supervised(inspector)).filter((one) => !own.some(({ id }) => id === one.id));
    const { cases } = await department.question<{ cases: unknown[] }>('cases.find', { words: notOwn?.caseNo });
    expect(cases).toEqual([]);
  });

  it('opens a case at the desk from its page', async () => {
    const { page } = inspector;
    const [one] = await supervised(inspector);
    if (one === undefined) throw new Error('nothing is supervised');
    const slugs: Record<string, string> = { 蓬溪县: 'pengxi', 安居区: 'anju', 大英县: 'daying', 射洪市: 'shehong' };
    const at = (await supervised(inspector)).find(({ tenant }) => slugs[tenant.name] !== undefined) ?? one;
    await page.goto(`${ORIGIN}/city/cases/${slugs[at.tenant.name]}/${at.id}`);
    await page.getByRole('link', { name: '在工作台打开' }).click();
    await page.locator(`[data-case="${at.id}"]`).waitFor();
  });

  it('explains the clocks of a suspended and of an extended case with who caused what, and adds up', async () => {
    const { page } = inspector;
    const all = await supervised(inspector);
    const suspended = all.find(({ state }) => state === 'suspended');
    if (suspended === undefined) throw new Error('no case is suspended');
    await openCase(inspector, { tenantId: suspended.tenantId, caseId: suspended.id }, 'supervised');
    const context = page.locator('.pane-context');
    const paused = context.locator('[data-clock="disposal"] [data-pause]');
    await paused.first().waitFor();
    expect(await paused.last().textContent()).toMatch(/挂账.*由\S+/s);
    expect(await context.locator('[data-case-lamp]').textContent()).toContain('挂账');
    expect(await context.locator('[data-clock="disposal"]').first().textContent()).toContain('派遣起计时');
    await shots(page, 'suspended');

    let extended: Case | undefined;
    for (const one of all) {
      const { case: read } = await document<{ case: { extensionCount: number } }>(inspector, 'DeskCase', {
        ...{ tenantId: one.tenantId, id: one.id },
      });
      if (read.extensionCount > 0) extended = one;
      if (extended) break;
    }
    if (extended === undefined) throw new Error('no case was extended');
    await openCase(inspector, { tenantId: extended.tenantId, caseId: extended.id }, 'supervised');
    const disposal = context.locator('[data-clock="disposal"]').last();
    await disposal.locator('[data-extension]').first().waitFor();
    expect(await disposal.locator('[data-extension]').first().textContent()).toMatch(/延期.*顺延一个时限.*由\S+/s);
    expect(await disposal.textContent()).toContain('延期 1 次');
    const { case: read } = await document<{
      case: { deadline: { steps: { step: string; usedMs: number; segments: { countedMs: number }[] }[] } };
    }>(inspector, 'CaseDeadline', { tenantId: extended.tenantId, id: extended.id });
    for (const { usedMs, segments } of read.deadline.steps) {
      expect(segments.reduce((sum, { countedMs }) => sum + countedMs, 0)).toBe(usedMs);
    }
    await shots(page, 'extended');
  });
});

describe.skipIf(!ORIGIN)('what becomes of an act', { timeout: STEP_MS }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch({ maps: false });
  }, STEP_MS);
  afterAll(() => browser?.close());

  it('is shown: filed, it is with 蓬溪县; a decision of the city waits for its clerk, and a second one is refused', async () => {
    const [acceptor, shiftLeader, leader] = [
      await atDesk(browser, WORKERS.acceptor),
      await atDesk(browser, WORKERS.shiftLeader),
      await atDesk(browser, LEADER),
    ];
    const one = await accepted(acceptor);
    await openCase(shiftLeader, one);
    await shiftLeader.page.keyboard.press('l');
    await shiftLeader.page.keyboard.press('Control+Enter');
    await expect
      .poll(() => shiftLeader.page.locator('[data-done]', { hasText: '立案' }).textContent(), within)
      .toMatch(/已立案，转到蓬溪县\S*（待派遣）/);

    const other = await filed(acceptor, shiftLeader);
    const decide = (): Promise<Acted> =>
      leader.command('cases.force_close', { ...target(other), reason: '重复上报，强制结案' });
    const ends = await Promise.allSettled([decide(), decide()]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refusal = ends.find((end) => end.status === 'rejected')?.reason as Error;
    expect(refusal.message).toMatch(/FLOW-DECIDED|FLOW-MOVED-ON/);
    await expect.poll(() => stateOf(leader, other), within).toBe('closed');
    const { page } = leader;
    await page.goto(`${ORIGIN}/desk?case=${other.tenantId}.${other.caseId}`);
    await page.locator(`[data-case="${other.caseId}"]`).waitFor();
    await expect.poll(() => page.locator('[data-case-scroll]').textContent(), within).toContain('决定强制结案');
    await shots(page, 'decided');
  });

  it('reaches the one whom a department gives it to inside: his desk opens on it', async () => {
    const [acceptor, shiftLeader, dispatcher, department] = [
      await atDesk(browser, WORKERS.acceptor),
      await atDesk(browser, WORKERS.shiftLeader),
      await atDesk(browser, WORKERS.dispatcher),
      await atDesk(browser, WORKERS.department),
    ];
    const me = (await (await department.page.request.get(`${ORIGIN}/auth/me`)).json()) as { post: { bodyId: number } };
    const one = await filed(acceptor, shiftLeader);
    const given = await dispatcher.command('cases.dispatch', { ...target(one), unitId: me.post.bodyId });
    const { tasks } = await department.question<{ tasks: { taskId: string; caseId: string }[] }>('tasks.waiting', {});
    const task = tasks.find(({ caseId }) => caseId === given.caseId);
    const { people } = await department.question<{ people: { personId: string; name: string }[] }>(
      'cases.inner_of_body',
      {},
    );
    const worker = await atDesk(browser, WORKER);
    const { name } = (await (await worker.page.request.get(`${ORIGIN}/auth/me`)).json()) as { name: string };
    const personId = people.find((person) => person.name === name)?.personId;
    await department.command('cases.assign_inside', { tenantId: given.tenantId, taskId: task?.taskId, personId });

    const { page } = worker;
    await page.goto(`${ORIGIN}/desk`);
    await page.locator('.desk[data-alive]').waitFor();
    expect(new URL(page.url()).searchParams.get('view') ?? 'mine').toBe('mine');
    await page.locator(`${ROW}[data-key="${task?.taskId}"]`).click();
    await page.locator(`[data-case="${given.caseId}"] [data-inner]`).waitFor();
    expect(await page.locator('[data-inner]').first().textContent()).toContain(name);
    expect(await page.locator('[data-case-scroll]').textContent()).toContain(`内部分派给${name}`);
    await shots(page, 'mine');

    await department.page.goto(`${ORIGIN}/desk?view=mine`);
    await department.page.locator('.desk[data-alive]').waitFor();
    expect(await department.page.locator('nav button', { hasText: '我的任务' }).count()).toBe(0);
  });
});
