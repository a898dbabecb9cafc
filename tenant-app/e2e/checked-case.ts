import type { Browser } from 'playwright-core';
import { ORIGIN } from './browser.ts';
import { atDesk, filed, sendPhoto, target, WORKERS, type Acted, type AtDesk } from './desk-people.ts';

/** Desks through which a case of 蓬溪县 goes. */
interface Desks {
  readonly acceptor: AtDesk;
  readonly shiftLeader: AtDesk;
  readonly dispatcher: AtDesk;
}

/** A case of 蓬溪县 that was worked and that a collector found well: its desk passes the check. */
export async function checked(browser: Browser, { acceptor, shiftLeader, dispatcher }: Desks): Promise<Acted> {
  const [department, collector] = [await atDesk(browser, WORKERS.department), await atDesk(browser, WORKERS.collector)];
  const one = await filed(acceptor, shiftLeader);
  const bodyOf = async (words: string): Promise<number | undefined> => {
    const { bodies } = await dispatcher.question<{ bodies: { unitId: number; name: string }[] }>(
      'cases.search_bodies',
      { tenantId: one.tenantId, words },
    );
    return bodies.find(({ name }) => name === words)?.unitId;
  };
  const unitId = await bodyOf('蓬溪县综合行政执法局');
  const sent = await dispatcher.command('cases.dispatch', { ...target(one), unitId });
  const after = { photos: [{ sha256: await sendPhoto(department), usage: 'after' }], words: '已清理' };
  const taken = await department.command('cases.take', target(sent));
  const fedBack = await department.command('cases.feed_back', { ...target(taken), ...after });
  const asked = await acceptor.command('cases.ask_check', {
    ...{ ...target(fedBack), unitId: await bodyOf('遂宁市城管信息采集公司') },
  });
  await collector.page.goto(`${ORIGIN}/desk?view=tasks`);
  await collector.page.locator('.desk[data-alive]').waitFor();
  const { tenantId, caseId } = asked;
  const taskId = await taskOf(collector, caseId);
  const shown = { photos: [{ sha256: await sendPhoto(collector), usage: 'check' }] };
  await collector.command('cases.answer_check', { tenantId, taskId, finding: 'passed', ...shown });
  await Promise.all([department.page.close(), collector.page.close()]);
  return asked;
}

/** The task of a case in the list of whoever has it: its row, opened, stands in the address. */
export async function taskOf({ page }: AtDesk, caseId: string): Promise<string> {
  for (const row of await page.locator('[data-queue] [data-key]').all()) {
    await row.click();
    const key = (await row.getAttribute('data-key')) ?? '';
    await page.waitForURL((url) => url.searchParams.get('task') === key);
    if (page.url().includes(caseId)) return key;
  }
  throw new Error('no task of the case is in the list');
}
