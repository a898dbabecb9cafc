import { makeBrowser } from '@liangji/infra/browser';
import {
  asOwner,
  inTenant,
  notifyCaseChanged,
  notifyMembershipChanged,
  systemDeps,
  type CaseChange,
} from '@liangji/platform';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { LIN_JING, POST_IDS, QIAN_WEI, SANITATION, SHEHONG_UPLOAD, ZHAO_MIN, ZHOU_JIE } from './cast.ts';
import { makeFeed } from '../src/events/feed.ts';
import { listenAt, type Ear, type Heard } from './event-stream.ts';
import { openHouse, type House } from './house.ts';
import { sign } from './tokens.ts';

const [CITY, SHEHONG, ANJU, CHUANSHAN] = [1, 2, 3, 4];
const uuid = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
/** A case of 射洪市, and one of 船山区 that its 环境卫生所 leads. */
const [IN_SHEHONG, IN_CHUANSHAN] = [uuid(9_002), uuid(9_004)];

let house: House;
const ears: Ear[] = [];
beforeAll(async () => {
  house = await openHouse();
  await addCase(SHEHONG, IN_SHEHONG, null);
  await addCase(CHUANSHAN, IN_CHUANSHAN, SANITATION);
});
afterEach(() => {
  for (const ear of ears.splice(0)) ear.close();
});
afterAll(() => house.close());

async function addCase(tenantId: number, id: string, leadUnitId: number | null): Promise<void> {
  const at = new Date('2026-11-01T00:00:00Z');
  await asOwner(house.database, (trx) =>
    trx
      .insertInto('biz.case')
      .values({
        ...{ tenant_id: tenantId, city_id: CITY, id, case_no: `n${tenantId}`, kind: 'event' },
        ...{ stage: 'filed', state: 'dispatching', source_code: 's', source_group: 'patrol' },
        ...{ holder_id: tenantId, holder_unit_id: tenantId, lead_unit_id: leadUnitId },
        lead_home_id: leadUnitId === null ? null : tenantId,
        ...{ reported_at: at, created_at: at, updated_at: at },
      })
      .execute(),
  );
}

const bearer = async (who: { subject: string; tenant: string }, more: object = {}): Promise<string> =>
  `Bearer ${await sign({ issuer: house.issuer, key: house.keys.signing[0]! }, { sub: who.subject, tenant: who.tenant, ...more })}`;

async function listen(headers: Record<string, string>, query = ''): Promise<Ear> {
  const ear = await listenAt(`${house.origin}/events${query}`, headers);
  ears.push(ear);
  await ear.until(({ event }) => event === 'heartbeat');
  return ear;
}
const listenAs = async (who: typeof ZHAO_MIN, post?: string, query = ''): Promise<Ear> =>
  listen({ authorization: await bearer(who), ...(post && { 'x-acting-post': post }) }, query);

const change = (version: number, more: Partial<CaseChange> = {}): CaseChange => ({
  ...{ tenantId: SHEHONG, cityId: CITY, caseId: IN_SHEHONG, version, units: [SHEHONG], ...more },
});
const notify = (...changes: CaseChange[]): Promise<void> =>
  inTenant(
    house.database,
    'county',
    { tenantId: SHEHONG, cityId: CITY, unitId: SHEHONG, actor: 'test' },
    async (trx) => {
      for (const each of changes) await notifyCaseChanged(trx, each);
    },
  );
const cases = (ear: Ear): unknown[] =>
  ear.frames.filter(({ event }) => event === 'case').map(({ data }) => data['version']);
const version =
  (wanted: number) =>
  ({ event, data }: Heard): boolean =>
    event === 'case' && data['version'] === wanted;

describe('a change of a case', () => {
  test('is heard by its county, by the city and by the bodies it concerns, and by nobody else', async () => {
    const ear = {
      shehong: await listenAs(ZHAO_MIN),
      anju: await listenAs(QIAN_WEI),
      city: await listenAs(LIN_JING),
      chuanshan: await listenAs(ZHOU_JIE, POST_IDS.zhouJie),
      sanitation: await listenAs(ZHOU_JIE, POST_IDS.zhouJieInSanitation),
    };
    await notify(
      change(1),
      change(2, { tenantId: CHUANSHAN, caseId: IN_CHUANSHAN, units: [CHUANSHAN, SANITATION] }),
      change(3, { tenantId: CHUANSHAN, caseId: IN_CHUANSHAN, units: [CHUANSHAN] }),
      change(4, { tenantId: 77, cityId: 70, units: [SANITATION, SHEHONG, CITY] }), // another city altogether
    );
    // Whatever was sent before this has arrived when this has: one connection brings all of it in order.
    await notify(change(5, { tenantId: ANJU, units: [ANJU, SANITATION] }));
    await Promise.all([ear.city.until(version(5)), ear.anju.until(version(5)), ear.sanitation.until(version(5))]);
    await notify(change(6), change(7, { tenantId: CHUANSHAN, units: [] }));
    await Promise.all([ear.shehong.until(version(6)), ear.chuanshan.until(version(7))]);
    expect(cases(ear.shehong)).toEqual([1, 6]);
    expect(cases(ear.anju)).toEqual([5]);
    expect(cases(ear.city)).toEqual([1, 2, 3, 5, 6, 7]);
    expect(cases(ear.chuanshan)).toEqual([2, 3, 7]);
    expect(cases(ear.sanitation)).toEqual([2, 5]);
    const heard = ear.shehong.frames.find(version(1))!;
    expect(heard.data, 'whom else it concerns is nobody’s business').toEqual({
      ...{ tenantId: SHEHONG, caseId: IN_SHEHONG, version: 1 },
    });
  });

  test('is not heard by anybody who is nobody', async () => {
    await expect(listenAt(`${house.origin}/events`, {})).rejects.toThrow('AUTH-MISSING');
    await expect(listenAt(`${house.origin}/events`, { authorization: 'Bearer x.y.z' })).rejects.toThrow('AUTH-TOKEN');
    const elsewhere = await bearer(ZHAO_MIN);
    await expect(
      listenAt(`${house.origin}/events`, { authorization: elsewhere, 'x-acting-post': POST_IDS.linJing }),
    ).rejects.toThrow('AUTH-POST');
  });

  test('passes proxies that would store, compress or collect it', async () => {
    const { headers } = await listenAs(ZHAO_MIN);
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store, no-transform');
    expect(headers.get('x-accel-buffering')).toBe('no');
    expect(headers.get('content-encoding')).toBeNull();
    const once = await fetch(`${house.origin}/events?once=1`, { headers: { authorization: await bearer(ZHAO_MIN) } });
    expect(await once.text(), 'and where even that is not enough, what there is comes at once').toMatch(
      /^event: hello\n.*\n\nevent: reset\n.*\n\n(event: presence\n.*\n\n)*id: [\w-]{60}\nevent: heartbeat\n.*\n\n$/,
    );
  });
});

describe('whoever was cut off', () => {
  const last = (ear: Ear): string => ear.frames.findLast(({ id }) => id !== null)!.id!;

  test('hears what was missed, as somebody who never was', async () => {
    const never = await listenAs(ZHAO_MIN);
    const cut = await listenAs(ZHAO_MIN);
    await notify(change(101));
    await cut.until(version(101));
    cut.close();
    await notify(change(102), change(103, { tenantId: ANJU }), change(104));
    await never.until(version(104));
    const [byAddress, byHeader] = [
      await listenAs(ZHAO_MIN, undefined, `?after=${last(cut)}`),
      await listen({ authorization: await bearer(ZHAO_MIN), 'last-event-id': last(cut) }),
    ];
    for (const again of [byAddress, byHeader]) {
      expect([...cases(cut), ...cases(again)]).toEqual(cases(never));
      expect(again.frames[0]).toMatchObject({ event: 'hello', data: { replayed: true } });
      const further = await listenAs(ZHAO_MIN, undefined, `?after=${last(again)}`);
      expect([further.frames[0]?.data, cases(further)], 'nothing is missed and nothing comes twice').toEqual([
        { replayed: true },
        [],
      ]);
    }
    await notify(change(105));
    await Promise.all([byAddress, byHeader].map((again) => again.until(version(105))));
  });

  test('is sent to ask anew when the id is of another process, of another time or made up', async () => {
    for (const after of ['aaaaaaaaaaaa-3', 'nonsense', `${last(await listenAs(ZHAO_MIN)).slice(0, -4)}AAAA`]) {
      const again = await listenAs(ZHAO_MIN, undefined, `?after=${after}`);
      expect(again.frames.slice(0, 2)).toMatchObject([
        { event: 'hello', data: { replayed: false } },
        { event: 'reset' },
      ]);
    }
  });

  test('does not hear, coming back in another post, what concerned the one before', async () => {
    const desk = await listenAs(ZHOU_JIE, POST_IDS.zhouJie);
    const from = last(desk);
    await notify(change(201, { tenantId: CHUANSHAN, units: [CHUANSHAN] }));
    await desk.until(version(201));
    const department = await listenAs(ZHOU_JIE, POST_IDS.zhouJieInSanitation, `?after=${from}`);
    expect(cases(department)).toEqual([]);
  });

  test('from the database is not left in silence: everybody asks anew once it is heard again', async () => {
    const ear = await listenAs(ZHAO_MIN);
    const superuser = await house.database.superuser();
    try {
      const cut = await superuser.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'liangji liangji_case' and datname = current_database()",
      );
      expect(cut.rowCount).toBe(1);
    } finally {
      await superuser.end();
    }
    const reset = await ear.until(({ event, id }) => event === 'reset' && id !== null);
    await notify(change(301));
    await ear.until(version(301));
    const resumed = await listenAs(ZHAO_MIN, undefined, `?after=${reset.id}`);
    expect([resumed.frames[0]?.data, cases(resumed)]).toEqual([{ replayed: true }, [301]]);
    const old = ear.frames.find(({ event }) => event === 'heartbeat')!.id!;
    const again = await listenAs(ZHAO_MIN, undefined, `?after=${old}`);
    expect(again.frames[1]).toMatchObject({ event: 'reset' });
  });

  test('by a notice that nobody can read asks anew too', async () => {
    const ear = await listenAs(ZHAO_MIN);
    await house.database.pool('county').query('select pg_notify(\'liangji_case\', \'{"tenantId": "x"}\')');
    await ear.until(({ event, id }) => event === 'reset' && id !== null);
  });
});

/**
 * What a screen shows that fetched once and then heeds frames alone: versions by case; a reset makes it fetch anew.
 * `stored` stands for the database.
 */
function follow(shown: Map<string, number>, frames: readonly Heard[], stored: ReadonlyMap<string, number>): void {
  for (const { event, data } of frames) {
    if (event === 'reset') {
      shown.clear();
      for (const [id, value] of stored) shown.set(id, value);
    }
    if (event === 'case') shown.set(String(data['caseId']), Number(data['version']));
  }
}

describe('a screen cut off for a while shows afterwards what a fresh fetch shows', () => {
  const people = { all: () => [] };
  const NONE = { opened: () => undefined, reset: () => undefined };
  const viewer = { pool: 'county' as const, tenantId: SHEHONG, cityId: CITY, login: 'x', body: { id: SHEHONG } };
  const framesOf = (text: string): Heard[] =>
    text.split('\n\n').flatMap((part) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1];
      return part === '' ? [] : [{ event: field('event')!, id: field('id') ?? null, data: JSON.parse(field('data')!) }];
    });

  // Twenty changes a second, as many as a whole city makes at its busiest.
  test.each([
    ['1 s', 1, 'replayed'],
    ['30 s', 30, 'replayed'],
    ['10 min', 600, 'fetched anew'],
  ] as const)('%s', (_title, seconds, how) => {
    const feed = makeFeed(systemDeps, people, NONE);
    const stored = new Map<string, number>();
    const happen = (count: number): void => {
      for (let at = 0; at < count; at += 1) {
        const caseId = uuid(at % 97);
        const version = (stored.get(caseId) ?? 0) + 1;
        stored.set(caseId, version);
        feed.change(change(version, { caseId }));
      }
    };
    happen(100);
    const shown = new Map(stored);
    const last = framesOf(feed.opening(viewer, undefined)).at(-1)!.id!;
    happen(20 * seconds);
    const frames = framesOf(feed.opening(viewer, last));
    expect(frames[0]!.data).toEqual({ replayed: how === 'replayed' });
    expect(frames.some(({ event }) => event === 'reset')).toBe(how === 'fetched anew');
    expect(shown).not.toEqual(stored);
    follow(shown, frames, stored);
    expect(shown).toEqual(stored);
  });
});

describe('a stream ends, and says why,', () => {
  const bye = (ear: Ear): Promise<Heard> => ear.until(({ event }) => event === 'bye');

  async function signIn(username: string) {
    const browser = makeBrowser();
    const form = await browser.open(`${house.origin}/auth/login?next=/healthz`);
    await browser.submit(form, { username, password: 'liangji' });
    const cookie = [...browser.cookies(house.origin)].map(([name, value]) => `${name}=${value}`).join('; ');
    const send = (path: string) =>
      browser.send(`${house.origin}${path}`, {
        method: 'POST',
        headers: { origin: house.origin, accept: 'application/json' },
      });
    return { cookie, send };
  }

  test('when the post is taken away, whether or not that was announced', async () => {
    for (const isAnnounced of [true, false]) {
      const ear = await listenAs(QIAN_WEI);
      const endPost = (at: Date | null): Promise<void> =>
        asOwner(house.database, async (trx) => {
          await trx.updateTable('biz.post').set({ to_at: at }).where('tenant_id', '=', ANJU).execute();
          if (isAnnounced || at === null) await notifyMembershipChanged(trx);
        });
      await endPost(new Date(Date.now() - 1000));
      if (!isAnnounced) house.later(31_000); // as long as a member is remembered
      expect((await bye(ear)).data).toEqual({ reason: 'revoked', retry: false });
      await ear.ended;
      await notify(change(401, { tenantId: ANJU }));
      expect(cases(ear)).toEqual([]);
      await endPost(null);
    }
  });

  test('when its person signs out, and not because another does', async () => {
    const [leaving, staying] = [await signIn(ZHAO_MIN.username), await signIn(ZHAO_MIN.username)];
    const ears = [await listen({ cookie: leaving.cookie }), await listen({ cookie: staying.cookie })] as const;
    await leaving.send('/auth/logout');
    expect((await bye(ears[0])).data).toEqual({ reason: 'signed-out', retry: false });
    await notify(change(501));
    await ears[1].until(version(501));
  });

  test('when the session has not been used for half an hour: listening is no use of it', async () => {
    const { cookie } = await signIn(ZHAO_MIN.username);
    const ear = await listen({ cookie });
    house.later(31 * 60_000);
    expect((await bye(ear)).data).toEqual({ reason: 'signed-out', retry: false });
  });

  test('however often its screen asks by itself, opens the stream anew and asks it piece by piece', async () => {
    const attended = await signIn(ZHAO_MIN.username);
    const abandoned = await signIn(ZHAO_MIN.username);
    const ask = (cookie: string, path: string, headers: Record<string, string> = {}): Promise<number> =>
      fetch(`${house.origin}${path}`, { headers: { cookie, ...headers } }).then(({ status }) => status);
    for (let minute = 0; minute < 29; minute += 7) {
      house.later(7 * 60_000);
      expect(await ask(abandoned.cookie, '/auth/me', { 'x-unattended': '1' })).toBe(minute < 28 ? 200 : 401);
      expect(await ask(abandoned.cookie, '/events?once=1')).toBe(minute < 28 ? 200 : 401);
      expect(await ask(attended.cookie, '/auth/me')).toBe(200);
    }
    expect(await ask(attended.cookie, '/events?once=1'), 'whoever sits before the screen goes on').toBe(200);
    expect(await ask(abandoned.cookie, '/auth/me'), 'and the header brings nobody back').toBe(401);
  });

  test('when another post is chosen, to be opened again in that one', async () => {
    const zhou = await signIn(ZHOU_JIE.username);
    const ear = await listen({ cookie: zhou.cookie });
    expect((await zhou.send(`/auth/post?post=${POST_IDS.zhouJieInSanitation}`)).status).toBe(200);
    expect((await bye(ear)).data).toEqual({ reason: 'post-changed', retry: true });
    const again = await listen({ cookie: zhou.cookie });
    await notify(
      change(601, { tenantId: CHUANSHAN, units: [CHUANSHAN] }),
      change(602, { tenantId: CHUANSHAN, units: [SANITATION] }),
    );
    await again.until(version(602));
    expect(cases(again)).toEqual([602]);
  });

  test('when its session opens more than four: the oldest goes, not the one somebody looks at', async () => {
    const { cookie } = await signIn(ZHAO_MIN.username);
    const first = await listen({ cookie });
    const others = [await listen({ cookie }), await listen({ cookie }), await listen({ cookie })];
    const fifth = await listen({ cookie });
    expect((await bye(first)).data).toEqual({ reason: 'replaced', retry: false });
    await notify(change(701));
    await Promise.all([...others, fifth].map((ear) => ear.until(version(701))));
  });
});

describe('who is at a case', () => {
  async function be(
    who: typeof ZHAO_MIN,
    doing: string,
    at: { tenantId: number; caseId: string; act?: string },
    post?: string,
  ) {
    const headers = {
      authorization: await bearer(who),
      'content-type': 'application/json',
      ...(post && { 'x-acting-post': post }),
    };
    const answer = await fetch(`${house.origin}/events/presence`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ doing, ...at }),
    });
    return {
      status: answer.status,
      code: answer.status === 204 ? null : ((await answer.json()) as { code: string }).code,
    };
  }
  const shehong = { tenantId: SHEHONG, caseId: IN_SHEHONG };
  const chuanshan = { tenantId: CHUANSHAN, caseId: IN_CHUANSHAN };
  const people = ({ data }: Heard): { body: string; name: string | null; doing: string }[] => data['people'] as never;
  const sees =
    (caseId: string, fits: (people: ReturnType<typeof people_>) => boolean) =>
    (frame: Heard): boolean =>
      frame.event === 'presence' && frame.data['caseId'] === caseId && fits(people(frame));
  const people_ = people;

  test('is shown by name at home, by body and post elsewhere, and to nobody who may not see the case', async () => {
    const ear = {
      shehong: await listenAs(ZHAO_MIN),
      anju: await listenAs(QIAN_WEI),
      city: await listenAs(LIN_JING),
      sanitation: await listenAs(ZHOU_JIE, POST_IDS.zhouJieInSanitation),
    };
    expect(await be(ZHAO_MIN, 'filling', { ...shehong, act: 'dispatch' })).toEqual({ status: 204, code: null });
    const isThere = sees(IN_SHEHONG, (there) => there.length === 1);
    const zhao = { body: '射洪市中心', post: 'data_officer', doing: 'filling', act: 'dispatch' };
    expect(people(await ear.shehong.until(isThere))).toEqual([{ ...zhao, name: '赵敏', self: true }]);
    expect(people(await ear.city.until(isThere))).toEqual([{ ...zhao, name: null, self: false }]);

    // The department that leads it sees the desk of its county by name, the city by its post.
    expect(await be(ZHOU_JIE, 'looking', chuanshan, POST_IDS.zhouJie)).toEqual({ status: 204, code: null });
    expect(await be(LIN_JING, 'looking', chuanshan)).toEqual({ status: 204, code: null });
    const both = await ear.sanitation.until(sees(IN_CHUANSHAN, (there) => there.length === 2));
    expect(people(both).map(({ body, name }) => [body, name])).toEqual([
      ['船山区中心', '周洁'],
      ['遂宁市中心', null],
    ]);

    const late = await listenAs(LIN_JING);
    expect(people(await late.until(isThere)), 'whoever comes later sees who is there').toHaveLength(1);
    await be(ZHAO_MIN, 'gone', shehong);
    await ear.city.until(sees(IN_SHEHONG, (there) => there.length === 0));
    expect(ear.anju.frames.filter(({ event }) => event === 'presence')).toEqual([]);
    expect(ear.sanitation.frames.filter(sees(IN_SHEHONG, () => true))).toEqual([]);
  });

  test('cannot be claimed of a case one may not see, by a machine, or with words of one’s own', async () => {
    expect(await be(QIAN_WEI, 'looking', shehong)).toEqual({ status: 404, code: 'FLOW-CASE-UNKNOWN' });
    expect(await be(QIAN_WEI, 'looking', { ...shehong, tenantId: ANJU })).toEqual({
      status: 404,
      code: 'FLOW-CASE-UNKNOWN',
    });
    expect(await be(ZHOU_JIE, 'looking', shehong, POST_IDS.zhouJieInSanitation)).toMatchObject({ status: 404 });
    expect(await be(ZHAO_MIN, 'laughing', shehong)).toMatchObject({ code: 'SYS-INPUT' });
    expect(await be(ZHAO_MIN, 'filling', { ...shehong, act: '王芳 is wrong' })).toMatchObject({ code: 'SYS-INPUT' });
    const headers = {
      authorization: await bearer(SHEHONG_UPLOAD, { azp: SHEHONG_UPLOAD.clientId }),
      'content-type': 'application/json',
    };
    const machine = await fetch(`${house.origin}/events/presence`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ doing: 'looking', ...shehong }),
    });
    expect(machine.status).toBe(403);
  });

  test('ends at once for whoever may not see the case any more, and he may say that he is gone', async () => {
    const ear = await listenAs(LIN_JING);
    const here = sees(IN_CHUANSHAN, (there) => there.some(({ body }) => body === '船山区环境卫生所'));
    const gone = (from: number) => (frame: Heard) =>
      ear.frames.indexOf(frame) >= from && sees(IN_CHUANSHAN, () => true)(frame) && !here(frame);
    const lead = (unit: number | null) =>
      house.database
        .pool('direct')
        .query('update biz."case" set lead_unit_id = $2, lead_home_id = $3 where id = $1', [
          ...[IN_CHUANSHAN, unit, unit === null ? null : CHUANSHAN],
        ]);
    for (const next of ['looking', 'gone']) {
      await be(ZHOU_JIE, 'filling', { ...chuanshan, act: 'feed_back' }, POST_IDS.zhouJieInSanitation);
      await ear.until(here);
      const from = ear.frames.length;
      await lead(null);
      const answer = await be(ZHOU_JIE, next, chuanshan, POST_IDS.zhouJieInSanitation);
      expect(answer.status, next).toBe(next === 'gone' ? 204 : 404);
      await ear.until(gone(from));
      await lead(SANITATION);
    }
  });

  test('is over thirty seconds after it was last confirmed', async () => {
    const ear = await listenAs(LIN_JING);
    await be(ZHAO_MIN, 'looking', shehong);
    await ear.until(sees(IN_SHEHONG, (there) => there.length === 1));
    const before = ear.frames.length;
    house.later(31_000);
    await ear.until(
      (frame) => ear.frames.indexOf(frame) >= before && sees(IN_SHEHONG, (there) => there.length === 0)(frame),
    );
  });

  test('is believed only from a gateway: a notice that anybody sends into the database shows nothing', async () => {
    const ear = await listenAs(LIN_JING);
    const forged = JSON.stringify({ audience: { ...shehong, cityId: CITY, units: [] }, doing: 'looking' });
    await house.database.pool('county').query('select pg_notify($1, $2)', ['liangji_presence', forged]);
    await notify(change(801));
    await ear.until(version(801));
    expect(ear.frames.filter(sees(IN_SHEHONG, (there) => there.length > 0))).toEqual([]);
  });
});

test(
  'a thousand changes reach everybody who reads, in order, while somebody does not read at all',
  { timeout: 120_000 },
  async () => {
    const authorization = await bearer(ZHAO_MIN);
    const deaf = new AbortController();
    await fetch(`${house.origin}/events`, { headers: { authorization }, signal: deaf.signal }); // its body is never asked for
    const ear = await listenAs(LIN_JING);
    const wanted = Array.from({ length: 1000 }, (_, at) => 1_000 + at);
    for (let at = 0; at < wanted.length; at += 100)
      await notify(...wanted.slice(at, at + 100).map((each) => change(each)));
    await ear.until(version(1_999));
    expect(cases(ear)).toEqual(wanted);
    deaf.abort();
  },
);
