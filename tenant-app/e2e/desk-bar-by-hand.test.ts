import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch, ORIGIN } from './browser.ts';
import { ACKNOWLEDGES, COLUMNS, POWER, STOPS, type Bars, type Column } from './desk-bar-table.ts';
import { atDesk, bodyOf, classOf, registered, sendPhoto, target, type AtDesk } from './desk-people.ts';

const STEP_MS = 600_000;
const within = { timeout: 60_000, interval: 250 };
const SETTLE_MS = 500;
/** Not in the list of what stands at a stop: nothing stands in the bar. */
const NOTHING = '';

describe.skipIf(!ORIGIN)('the bar of a desk, by state, mode and post', { timeout: STEP_MS }, () => {
  let browser: Browser;
  const people = new Map<string, Promise<AtDesk>>();

  beforeAll(async () => {
    browser = await launch({ maps: false });
  }, STEP_MS);
  /** Desks that stay on a case that is over would go on following the next one. */
  afterEach(async () => {
    const desks = await Promise.all(people.values());
    await Promise.all(desks.map(({ page }) => page.goto('about:blank')));
  });
  afterAll(() => browser?.close());

  const personOf = (username: string): Promise<AtDesk> => {
    const known = people.get(username) ?? atDesk(browser, username);
    people.set(username, known);
    return known;
  };

  /** A case and the screens on it, one for each role; the bars follow by themselves as the case goes on. */
  async function follow(roles: Readonly<Record<string, string>>, source: 'patrol' | 'hotline', column: Column) {
    const who = (role: string): Promise<AtDesk> => personOf(roles[role] ?? '');
    let at = await registered(await who('acceptor'), column.place, source);
    const { tenantId, caseId } = at;
    const open = async (role: string, view: string, task = ''): Promise<void> => {
      const { page } = await who(role);
      await page.goto(`${ORIGIN}/desk?view=${view}&case=${tenantId}.${caseId}${task && `&task=${task}`}`);
      await page.locator('.desk[data-alive]').waitFor();
    };
    /** Acts in the bar of the case, whether on it or on a task about it. */
    const barOf = async (role: string): Promise<string> => {
      const { page } = await who(role);
      const shown = await page
        .locator(`[data-case="${caseId}"] header [data-act]`)
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-act')));
      return shown.sort().join(' ');
    };
    const sees: string[] = [];
    return {
      tenantId,
      /** Opens the case at desks from which it can be seen. */
      async look(...at: readonly string[]) {
        const those = at.filter((one) => roles[one] !== undefined);
        await Promise.all(those.map((role) => open(role, 'all')));
        sees.push(...those);
      },
      async act(role: string, name: string, given: object = {}) {
        at = await (await who(role)).command(`cases.${name}`, { ...target(at), ...given });
      },
      /** An answer to a task, by who was asked; he opens it before. */
      async task(role: string, kind: string): Promise<string> {
        const { tasks } = await (
          await who(role)
        ).question<{ tasks: { taskId: string; caseId: string; kind: string }[] }>('tasks.waiting', {});
        const taskId = tasks.find((one) => one.caseId === caseId && one.kind === kind)!.taskId;
        await open(role, 'tasks', taskId);
        if (!sees.includes(role)) sees.push(role);
        return taskId;
      },
      async answer(role: string, name: string, taskId: string, given: object) {
        const person = await who(role);
        const usage = name === 'answer_verify' ? 'verify' : 'check';
        const photos = [{ sha256: await sendPhoto(person), usage }];
        await person.command(`cases.${name}`, { tenantId, taskId, photos, ...given });
      },
      photo: async (role: string, usage: string) => [{ sha256: await sendPhoto(await who(role)), usage }],
      body: async (role: string, name: string) => bodyOf(await who(role), tenantId, name),
      /** Everybody who looks has exactly what is expected of his role, and reads why not of all the rest. */
      async stands(stop: string, ...expected: readonly Bars[]) {
        const wanted = Object.fromEntries(
          sees.map((role) => {
            // Of one account that is two roles here (the city’s acceptor takes in) each gives its part.
            const same = Object.keys(roles).filter((other) => roles[other] === roles[role]);
            const acts = same.flatMap((one) => expected.flatMap((bars) => (bars[one] ?? NOTHING).split(' ')));
            return [role, [...new Set(acts)].filter(Boolean).sort().join(' ')];
          }),
        );
        const shown = async () =>
          Object.fromEntries(await Promise.all(sees.map(async (role) => [role, await barOf(role)] as const)));
        await expect.poll(shown, { ...within, message: stop }).toEqual(wanted);
        // Not only as it stood before the last act was heard of.
        await new Promise((settled) => setTimeout(settled, SETTLE_MS));
        expect(await shown(), stop).toEqual(wanted);
        for (const role of sees) {
          const { page } = await who(role);
          const whyNot = await page.locator(`[data-case="${caseId}"] header details li span.block`).allTextContents();
          expect(
            whyNot.filter((sentence) => !/[\u4e00-\u9fff].*。/.test(sentence)),
            `${stop}, ${role}`,
          ).toEqual([]);
        }
      },
    };
  }

  const DESKS = [
    ...['acceptor', 'shift leader', 'dispatcher', 'inspector', 'leader', 'county acceptor', 'county shift leader'],
    ...['city dispatcher', 'city inspector', 'city leader', 'city shift leader', 'city acceptor'],
  ];
  /** An account is one screen: the city’s people who take in are looked at once. */
  const desksOf = ({ people: roles }: Column): string[] =>
    DESKS.filter((role, at) => DESKS.findIndex((other) => roles[other] === roles[role]) === at);

  it.each(COLUMNS)('is as written by hand from the call to the end: $title', async (column) => {
    const { orders, ends, given, people: roles } = column;
    const open = [orders, ends];
    const one = await follow(roles, 'hotline', column);
    await one.look(...desksOf(column));
    await one.stands('collecting', STOPS.collecting, ...open);

    const collectors = await one.body('acceptor', column.collectors);
    await one.act('acceptor', 'ask_verify', { unitId: collectors });
    const verify = await one.task('collector', 'verify');
    await one.stands('to be verified', STOPS['collecting, to be verified'], ...open);
    await one.answer('collector', 'answer_verify', verify, { finding: 'exists' });
    await one.stands('verified', STOPS['collecting, verified'], ...open);

    const { classId, ruleId } = await classOf(await personOf(roles['acceptor']!), column.place);
    await one.act('acceptor', 'accept', { classId, ruleId });
    await one.stands('filing', STOPS.filing, ...open);

    await one.act('shift leader', 'file');
    const isElsewhere = roles['shift leader'] === roles['city shift leader'];
    await one.stands(
      'dispatching',
      ...[STOPS.dispatching, ...open, isElsewhere ? ACKNOWLEDGES : {}],
      column.throughCity ? { dispatcher: 'pass_up' } : {},
    );

    await one.act('dispatcher', 'dispatch', { unitId: await one.body('dispatcher', column.body) });
    await one.look('department', 'worker');
    await one.stands('disposing', STOPS.disposing, ...open, given);
    await one.act('department', 'take');
    await one.stands('taken', STOPS['disposing, taken'], ...open, given);

    const reason = { reason: '商户较多，需逐户劝导' };
    await one.act('worker', 'ask_extension', reason);
    await one.stands('an extension', STOPS['disposing, an extension asked for'], ...open, given);
    await one.act('dispatcher', 'extend', { reason: 'as_stated' });
    await one.act('worker', 'ask_extension', { reason: 'other', words: '商户较多，需逐户劝导' });
    await one.stands('a second extension', STOPS['disposing, a second extension asked for'], ...open, given);
    await one.act('leader', 'refuse_request', { reason: 'time_suffices' });
    await one.act('department', 'ask_return', reason);
    await one.stands('a return', STOPS['disposing, a return asked for'], ...open, given);
    await one.act('dispatcher', 'refuse_request', reason);
    await one.act('department', 'ask_void', reason);
    await one.stands('its void', STOPS['disposing, its void asked for'], ...open, given);
    await one.act('shift leader', 'refuse_request', reason);
    const until = { until: new Date(Date.now() + 7 * 86_400_000).toISOString() };
    await one.act('department', 'ask_suspension', { ...reason, ...until });
    await one.stands('a suspension', STOPS['disposing, a suspension asked for'], ...open, given);
    await one.act('dispatcher', 'suspend', { ...reason, ...until });
    await one.stands('suspended', STOPS.suspended, ...open, given);
    await one.act('dispatcher', 'resume', reason);

    const after = { words: '已清理', photos: await one.photo('department', 'after') };
    await one.act('department', 'feed_back', after);
    await one.stands('check_sending', STOPS.check_sending, ...open);
    await one.act('acceptor', 'ask_check', { unitId: collectors });
    const check = await one.task('collector', 'check');
    await one.stands('to be checked', STOPS['check_sending, to be checked'], ...open);
    await one.answer('collector', 'answer_check', check, { finding: 'passed' });
    await one.stands('found well', STOPS['check_sending, found well'], ...open);
    await one.act('acceptor', 'pass_check');
    await one.stands('closing', STOPS.closing, ...open);
    await one.act('shift leader', 'close');
    await one.stands('closed', STOPS.closed, orders);
  });

  it.each(COLUMNS)('is as written by hand where 供电公司 works the case: $title', async (column) => {
    const { orders, ends, throughCity } = column;
    const open = [orders, ends];
    const roles: Readonly<Record<string, string>> = { ...column.people, ...POWER.people };
    const one = await follow(roles, 'patrol', column);
    const { classId, ruleId } = await classOf(await personOf(roles['acceptor']!), column.place);
    await one.act('acceptor', 'accept', { classId, ruleId });
    await one.act('shift leader', 'file');
    if (throughCity) await one.act('dispatcher', 'pass_up', { reason: '权属为供电公司' });
    await one.look(...desksOf(column));
    if (throughCity) await one.stands('passed up', POWER.passedUp, ...open);
    const giver = throughCity ? 'city dispatcher' : 'dispatcher';
    await one.act(giver, 'dispatch', { unitId: await one.body(giver, POWER.name) });
    await one.look('power department', 'power worker');
    await one.stands('at the company', POWER.disposing, ...open, throughCity ? POWER.byCity : POWER.byCounty);
  });
});
