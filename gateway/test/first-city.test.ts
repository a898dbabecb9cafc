import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeBrowser, type Browser, type Page } from '@liangji/infra/browser';
import { asOwner, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCommandEnvironment } from '../src/cli/environment.ts';
import { buildProgram } from '../src/cli/program.ts';
import { faultText } from '../src/cli/report-fault.ts';
import { openHouse, type House } from './house.ts';

/** The walk of platform/docs/first-city.md, with the very files it names. */

const data = (path: string): string => fileURLToPath(new URL(`../../platform/data/${path}`, import.meta.url));
const CITY = data('first-city/riverton.yaml');
const COUNTY = data('first-city/willow.yaml');
const HOUR = 3_600_000;

let house: House;
let home: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'liangji-first-city-'));
  house = await openHouse({}, undefined, async () => undefined);
});
afterAll(async () => {
  await house.close();
  rmSync(home, { recursive: true });
});

/** `liangji …`: what it prints, or what it says when it goes wrong. */
async function liangji(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const urls = Object.entries(house.database.urls).map(([role, url]) => [
    `LIANGJI_DATABASE_URL_${role.toUpperCase()}`,
    url,
  ]);
  const program = buildProgram({
    environment: readCommandEnvironment({
      LIANGJI_HOME: '/nowhere',
      LIANGJI_ISSUER: house.issuer,
      LIANGJI_IDENTITY_UPSTREAM: 'the embedded provider',
      ...(Object.fromEntries(urls) as Record<string, string>),
    }),
    deps: systemDeps,
    print: (line) => printed.push(line),
    progress: undefined,
    setExitCode: (code) => printed.push(`exit ${code}`),
  });
  return program.parseAsync(args, { from: 'user' }).then(() => printed.join('\n'), faultText);
}

/** The password or secret printed beside a name. */
const secretOf = (printed: string, name: string): string =>
  new RegExp(`\\b${name} {2,}(\\S+)$`, 'm').exec(printed)?.[1] ?? `no secret of ${name}`;

const file = (name: string, content: string): string => {
  writeFileSync(join(home, name), content);
  return join(home, name);
};

const openSignIn = (browser: Browser): Promise<Page> => browser.open(`${house.origin}/auth/login?next=/healthz`);
async function signIn(username: string, password: string, browser = makeBrowser()): Promise<[Page, Browser]> {
  return [await browser.submit(await openSignIn(browser), { username, password }), browser];
}
const CHOSEN = '江城的春天从三月开始';
const me = async (browser: Browser): Promise<unknown> =>
  (await browser.send(`${house.origin}/auth/me`, { headers: { accept: 'application/json' } })).json();
const chosen = (password: string, again = password) => ({ new_password: password, again });

let applied: string;

describe('an empty home', () => {
  test('takes no command before there is an operator', async () => {
    expect(await liangji('catalogues', 'load')).toMatch(/\(CONF-OPERATOR-FIRST\)$/);
    expect(await liangji('tenant', 'apply', CITY)).toBe(
      '还没有运维人员：请先执行 npx liangji operator create <登录名>。 There is no operator yet: begin with npx liangji operator create <name>. (CONF-OPERATOR-FIRST)',
    );
  });

  test('gets its first operator, whose one-time password is printed once', async () => {
    const printed = await liangji('operator', 'create', 'li');
    expect(printed).toMatch(/^运维人员 operator li: 已登记 made\n一次性密码/);
    expect(secretOf(printed, 'li')).toMatch(/^(\w{3}-){3}\w{3}$/);
    expect(printed).toContain('运维人员在命令行工作');
    expect(await liangji('operator', 'create', 'li')).toBe('运维人员 operator li: 无变化 unchanged');
  });

  test('gets its catalogues and calendar', async () => {
    expect(await liangji('catalogues', 'load')).toMatch(/目录 catalogues: \d+ 行 rows/);
  });

  test('says what comes first to whoever opens a period before there is a city, or exports one that is not there', async () => {
    expect(await liangji('period', 'open', '2026-12')).toMatch(/^还没有城市：.*tenant apply.*\(CONF-NO-CITY\)$/);
    expect(await liangji('tenant', 'export', 'oak')).toMatch(/^没有租户 oak。.*\(CONF-NO-TENANT\)$/);
  });

  test('a fault of a manifest is reported by file, line and column, and nothing is planned', async () => {
    const wrong = file('wrong.yaml', 'slug: oak\ncity: oak\ncode: 990100\n');
    expect(await liangji('tenant', 'plan', CITY, wrong)).toMatch(
      /wrong\.yaml:3:7 code 须为文字：.* \(CONF-QUOTE\)(\n|.)*\nexit 1$/,
    );
  });

  test('the plan of a city and its county shows every change, and nothing is written', async () => {
    const printed = await liangji('tenant', 'plan', COUNTY, CITY);
    expect(printed).toMatch(
      /^江城市 riverton: 新增 add 6, 变更 change 0, 结束 end 0\n {2}\+ 租户 tenant riverton 江城市/,
    );
    expect(printed).toContain('  + 登录 login heqing 何青\n      → 获得一次性密码 gets a one-time password');
    expect(printed).toContain('柳县 willow: 新增 add');
    expect(printed).not.toMatch(/(\w{3}-){3}\w{3}/);
    expect(printed).toMatch(/nothing was written$/);
    const { count } = await asOwner(
      house.database,
      (trx) =>
      trx.selectFrom('control.tenant').select((s) => s.fn.countAll().as('count')).executeTakeFirstOrThrow(), // prettier-ignore
    );
    expect(Number(count)).toBe(0);
  });

  test('applying both, in whatever order they are named, makes them with their passwords; again changes nothing', async () => {
    applied = await liangji('tenant', 'apply', COUNTY, CITY);
    for (const name of ['heqing', 'liuyan', 'mabing']) expect(secretOf(applied, name)).toMatch(/^(\w{3}-){3}\w{3}$/);
    expect(await liangji('tenant', 'apply', CITY, COUNTY)).toBe(
      '江城市 riverton: 无变化 unchanged\n柳县 willow: 无变化 unchanged',
    );
  });

  test('what only the database can refuse is reported by file, line and column too', async () => {
    const county = readFileSync(COUNTY, 'utf8').replace('../sample/', data('sample/'));
    const reed = file(
      'reed.yaml',
      county.replace('slug: willow', 'slug: reed').replace('city: riverton', 'city: willow'),
    );
    for (const command of ['plan', 'apply']) {
      expect(await liangji('tenant', command, CITY, reed)).toMatch(
        /reed\.yaml:4:7 willow 不是城市：city 须填所属城市的标识。 willow is no city: .* \(CONF-NOT-CITY\)\nexit 1$/,
      );
    }
    const zone = file('zone.yaml', county.replace('kind: county', 'kind: zone'));
    expect(await liangji('tenant', 'plan', zone)).toMatch(/zone\.yaml:5:7 willow 的 kind .*\(CONF-FIXED\)\nexit 1$/);
    const taken = file('taken.yaml', county.replace("'990121'", "'990122'").replace('slug: willow', 'slug: reed'));
    expect(await liangji('tenant', 'plan', taken)).toMatch(/taken\.yaml:18:5 liuyan .*\(CONF-TAKEN\)\nexit 1$/);
  });
});

describe('何青 signs in for the first time', () => {
  test('cannot with a wrong password, nor get on without choosing one of ten characters, twice the same', async () => {
    expect((await signIn('heqing', 'aaa-bbb-ccc-ddd'))[0].status).toBe(401);
    const [page, browser] = await signIn('heqing', secretOf(applied, 'heqing'));
    expect(page.text).toContain('设置新密码');
    for (const [fields, notice] of [
      [chosen('short'), '密码至少 10 个字符'],
      [chosen(CHOSEN, `${CHOSEN}x`), '两次输入不一致'],
      [chosen(secretOf(applied, 'heqing')), '请勿沿用一次性密码'],
    ] as const) {
      const refused = await browser.submit(page, fields);
      expect([refused.status, refused.text.includes(notice)], notice).toEqual([401, true]);
    }
    expect((await browser.send(`${house.origin}/auth/me`)).status).toBe(401);
  });

  test('chooses a password and is the assessor of 江城市', async () => {
    const [page, browser] = await signIn('heqing', secretOf(applied, 'heqing'));
    await browser.submit(page, chosen(CHOSEN));
    expect(await me(browser)).toMatchObject({ kind: 'city', name: '何青', tenant: { slug: 'riverton' } });
  });

  test('the one-time password is used up; the chosen one is right from then on', async () => {
    expect((await signIn('heqing', secretOf(applied, 'heqing')))[0].status).toBe(401);
    const [, browser] = await signIn('heqing', CHOSEN);
    expect(await me(browser)).toMatchObject({ name: '何青' });
  });

  test('somebody else cannot post a new password into a sign-in in which no one-time password was given', async () => {
    const browser = makeBrowser();
    const refused = await browser.submit(await openSignIn(browser), {
      username: 'liuyan',
      ...chosen(CHOSEN.repeat(2)),
    });
    expect([refused.status, refused.text.includes('用户名或密码不正确')]).toEqual([401, true]);
  });

  test('two browsers with the same one-time password: only the first chooses', async () => {
    const [[first, one], [second, two]] = [
      await signIn('liuyan', secretOf(applied, 'liuyan')),
      await signIn('liuyan', secretOf(applied, 'liuyan')),
    ];
    await one.submit(first, chosen('a password of liuyan'));
    expect(await me(one)).toMatchObject({ kind: 'county', tenant: { slug: 'willow' } });
    const late = await two.submit(second, chosen('another password'));
    expect([late.status, late.text.includes('已被使用或换发')]).toEqual([401, true]);
  });
});

describe('an operator', () => {
  test('has an account, but is nobody in any tenant', async () => {
    const password = secretOf(await liangji('password', 'renew', 'li'), 'li');
    const [page, browser] = await signIn('li', password);
    const refused = await browser.submit(page, chosen('the password of li'));
    expect(refused.text).toContain('AUTH-STRANGER');
    expect(refused.text).toContain('运维人员不登录网页，请使用命令 npx liangji');
  });

  test('an expired one-time password is refused and says so; a renewed one works, the old one never again', async () => {
    const old = secretOf(applied, 'mabing');
    house.later(7 * 24 * HOUR);
    const [expired] = await signIn('mabing', old);
    expect([expired.status, expired.text.includes('一次性密码已过期')]).toEqual([401, true]);
    const renewed = secretOf(await liangji('password', 'renew', 'mabing'), 'mabing');
    expect((await signIn('mabing', old))[0].status).toBe(401);
    const [page, browser] = await signIn('mabing', renewed);
    await browser.submit(page, chosen('a password of mabing'));
    expect(await me(browser)).toMatchObject({ name: '马冰' });
    expect(await liangji('password', 'renew', 'nobody')).toMatch(/\(CONF-ACCOUNT\)$/);
  });

  test('five wrong passwords make an account wait, the right one included', async () => {
    for (let n = 0; n < 5; n++) expect((await signIn('mabing', `wrong ${n}`))[0].status).toBe(401);
    expect((await signIn('mabing', 'a password of mabing'))[0].status).toBe(429);
    house.later(HOUR);
    expect(await me((await signIn('mabing', 'a password of mabing'))[1])).toMatchObject({ name: '马冰' });
  });

  test('the machine client of the county gets tokens with its secret and with no other', async () => {
    const token = (secret: string) =>
      fetch(`${house.issuer}/protocol/openid-connect/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`willow-upload:${secret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
    const secret = secretOf(applied, 'willow-upload');
    expect((await token('willow-upload-sample')).status).toBe(401);
    const { access_token } = (await (await token(secret)).json()) as { access_token: string };
    const machine = await fetch(`${house.origin}/auth/me`, { headers: { authorization: `Bearer ${access_token}` } });
    expect(await machine.json()).toMatchObject({ kind: 'machine', tenant: { slug: 'willow' } });
    await liangji('password', 'renew', 'willow-upload');
    expect((await token(secret)).status).toBe(401);
  });

  test('publishes a scheme and opens a period, which shows every member; each act stands in the audit by name', async () => {
    expect(await liangji('period', 'open', '2026-12')).toMatch(/liangji-region-1.*\(SCHEME-MISSING\)$/);
    expect(await liangji('scheme', 'publish', data('schemes/liangji-region-1.json'))).toMatch(
      /liangji-region-1@1: 已发布/,
    );
    const opened = await liangji('period', 'open', '2026-10');
    expect(opened).toMatch(/评价周期 period 2026-10: 进行中/);
    expect(opened).toMatch(/柳县 +无数据 no data: SCHEME-NO-DATA-SILENCE/);
    for (const command of [['period', 'open'], ['rank']]) {
      expect(await liangji(...command, '2031-01')).toMatch(/柳县 +willow: 尚未开始 not begun yet/);
    }
    const renamed = file('renamed.yaml', readFileSync(CITY, 'utf8').replace('name: 江城供电公司', 'name: 江城电力'));
    expect(await liangji('tenant', 'plan', renamed)).toMatch(/power 江城电力: name 江城供电公司 → 江城电力\n/);
    const rows = await asOwner(house.database, (trx) =>
      trx
        .selectFrom('biz.audit')
        .select(['actor', 'action'])
        .distinct()
        .where('action', '<>', 'session.sign-in')
        .orderBy('action')
        .execute(),
    );
    expect(rows).toEqual(
      ['account.renew', 'period.open', 'scheme.publish', 'tenant.apply'].map((action) => ({
        actor: 'operator:li',
        action,
      })),
    );
  });

  test('enters from a file what the scheme of the city cannot count; the same again changes nothing', async () => {
    const region = JSON.parse(readFileSync(data('schemes/liangji-region-1.json'), 'utf8')) as object;
    const title = { zh: '中心分数', en: 'Points given by the centre' };
    const own = {
      ...region,
      id: 'riverton-own',
      inputs: { centre_points: { title, print: 'points' } },
      definitions: { total: { kind: 'weighted', title, parts: [{ of: 'centre_points', weight: '1' }] } },
      groups: [{ key: 'county', title, score: 'total' }],
    };
    expect(await liangji('scheme', 'check', file('broken.yaml', 'id: broken'))).toMatch(/\(SCHEME-SHAPE\)\nexit 1$/);
    const scheme = file('own.json', JSON.stringify(own));
    expect(await liangji('scheme', 'check', scheme)).toMatch(/centre_points: .* 须录入 must be entered$/);
    expect(await liangji('scheme', 'publish', scheme)).toMatch(/riverton-own@1: 已发布 published/);
    await liangji('period', 'open', '2026', '--series', 'year', '--from', '2026-01-01', '--to', '2027-01-01', '--scheme', 'riverton-own@1'); // prettier-ignore
    expect(await liangji('period', 'open', '2026-10-a', '--from', '2026-10-01', '--to', '2026-10-11')).toMatch(
      /\(PERIOD-OVERLAPS\)$/,
    );
    const csv = file('scores.csv', '\ufeffmember,name,value,reason\nwillow,centre_points,92.5,现场评分表\n');
    expect(await liangji('scheme', 'input', 'set', csv, '--period', '2026')).toBe(
      '评价周期 period 2026: 录入 entered 1, 无变化 unchanged 0',
    );
    const yaml = file('scores.yaml', '- { member: willow, name: centre_points, value: 92.5, reason: 现场评分表 }\n');
    expect(await liangji('scheme', 'input', 'set', yaml, '--period', '2026')).toMatch(/unchanged 1$/);
    const wrong = file('wrong.csv', 'member,name,value,reason\nwillow,centre_points,92.5,\n');
    expect(await liangji('scheme', 'input', 'set', wrong, '--period', '2026')).toMatch(/\(SCHEME-INPUT-VALUE\)$/);
  });

  test('a name nobody has cannot act, and a county cannot be named as the city', async () => {
    expect(await liangji('scheme', 'publish', data('schemes/liangji-region-1.json'), '--city', 'willow')).toMatch(
      /\(SYS-INPUT\)$/,
    );
  });
});
