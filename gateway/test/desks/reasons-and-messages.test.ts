import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCity, type City, type Somebody } from './open-city.ts';
import { dispatched, filed, peopleOf, type People, type Walk } from './walk-case.ts';

let city: City;
let people: People;
beforeAll(async () => {
  city = await openCity('2026-10-12 09:00');
  people = peopleOf(city);
}, 120_000);
afterAll(() => city.close());

interface Words {
  readonly zh: string;
  readonly en: string;
}
interface Bar {
  readonly message: Words | null;
  readonly offers: readonly {
    readonly act: string;
    readonly reasons: readonly (Words & { code: string })[];
    readonly approver: Words | null;
  }[];
}
const caseOf = ({ tenantId, caseId }: Walk) => ({ tenantId, caseId });

/** As another system calls. */
async function call<T>(who: Somebody, path: string, input: object): Promise<T> {
  const answer = await fetch(`${city.house.origin}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await who.headers()) },
    body: JSON.stringify(input),
  });
  return (await answer.json()) as T;
}
const barOf = (who: Somebody, walk: Walk): Promise<Bar> => call(who, 'cases/actions', caseOf(walk));
const offerOf = async (who: Somebody, walk: Walk, act: string) =>
  (await barOf(who, walk)).offers.find((offer) => offer.act === act);

interface Shown {
  readonly deskCase: {
    readonly events: readonly { readonly kind: string; readonly data: Record<string, unknown> }[];
    readonly assignments: readonly { readonly kind: string; readonly asks: Record<string, unknown> | null }[];
  };
}
const shownTo = async (who: Somebody, { tenantId, caseId }: Walk): Promise<Shown['deskCase']> =>
  (
    await who.read<Shown>(
      `{ deskCase(tenantId: ${tenantId}, id: "${caseId}") { events { kind data } assignments { kind asks } } }`,
    )
  ).deskCase;

describe('a reason out of a list', () => {
  test('is offered with the act, given by its code, and read in words by whoever sees the case', async () => {
    const walk = await dispatched(city, people);
    expect((await offerOf(people.sanitation, walk, 'ask_return'))?.reasons).toEqual([
      { code: 'other_unit', zh: '不属本单位职责', en: 'Not the duty of this unit' },
      { code: 'other_place', zh: '不在本单位辖区', en: 'Outside this unit’s area' },
      { code: 'private_ground', zh: '位于单位或小区内部', en: 'On private ground' },
      { code: 'other_owner', zh: '权属另有单位', en: 'Another owner' },
      { code: 'wrong_class', zh: '类别有误', en: 'Wrong class' },
      { code: 'other', zh: '其他', en: 'Other' },
    ]);
    await walk.act(people.sanitation, 'ask_return', { reason: 'other_owner', words: '业主13812345678' });
    const words = { reason: 'other_owner', reasonWords: { zh: '权属另有单位', en: 'Another owner' } };
    for (const who of [people.dispatcher, people.sanitation]) {
      const { events, assignments } = await shownTo(who, walk);
      expect(events.find(({ kind }) => kind === 'return_asked')?.data, who.username).toMatchObject({
        ...{ ...words, words: '业主138****5678' },
      });
      expect(assignments.find(({ kind }) => kind === 'lead')?.asks, who.username).toEqual({
        ...{ ...words, request: 'return', words: '业主138****5678' },
      });
    }
  });

  test('is refused in one sentence where the act has no such code, over HTTP too; own words are taken', async () => {
    const walk = await filed(city, people);
    const given = { ...caseOf(walk), version: walk.version };
    const unknown = await call(people.dispatcher, 'cases/return_case', { ...given, reason: 'wrong_plaice' });
    expect(unknown).toMatchObject({ status: 422, code: 'FLOW-REASON' });
    expect(unknown).toMatchObject({
      title_zh: expect.stringMatching(/^“wrong_plaice”不是“回退”的理由代码：/) as string,
    });
    const bare = await call(people.dispatcher, 'cases/return_case', { ...given, reason: 'other' });
    expect(bare).toMatchObject({ status: 422, code: 'FLOW-REASON-WORDS' });
    const wrongPerson = await call(people.sanitation, 'cases/return_case', { ...given, reason: 'wrong_place' });
    expect(wrongPerson).toMatchObject({ code: 'FLOW-CASE-UNKNOWN' });
    await walk.act(people.dispatcher, 'return_case', { reason: '位置不清' });
    const { events } = await shownTo(people.acceptor, walk);
    const [returned] = events.filter(({ kind }) => kind === 'file_returned');
    expect(returned?.data['reason']).toBe('位置不清');
    expect(returned?.data['reasonWords']).toBeUndefined();
  });

  test('stands in the OpenAPI document, with its words', async () => {
    const answer = await fetch(`${city.house.origin}/api/v1/openapi.json`);
    const { components } = (await answer.json()) as {
      components: {
        schemas: Record<string, { properties: Record<string, { description: string; examples: string[] }> }>;
      };
    };
    const { reason } = components.schemas['CasesForceCloseInput']!.properties;
    expect(reason?.examples).toEqual(['already_solved', 'cannot_be_done', 'duplicate_case', 'other']);
    expect(reason?.description).toContain('cannot_be_done 客观条件无法处置 Cannot be done');
  });
});

describe('what people read after an act', () => {
  test('whoever acted: where it went; the next one: who brought it and what to do; nobody else anything', async () => {
    const walk = await filed(city, people);
    const number = /^\d{6}-20261012-\d{5} /;
    const given = { ...caseOf(walk), version: walk.version, unitId: city.unit('pengxi', 'sanitation') };
    const acted = await call<{ message: Words }>(people.dispatcher, 'cases/dispatch', given);
    expect(acted.message.zh).toMatch(number);
    expect(acted.message.zh.replace(number, '')).toBe('已派遣，转到蓬溪县环境卫生所（处置中）');
    expect(acted.message.en).toMatch(/: Dispatch\. It is now with 蓬溪县环境卫生所 \(being disposed of\)$/);
    const next = (await barOf(people.sanitation, walk)).message;
    expect(next?.zh).toMatch(/^蓬溪县.+已派遣：请接收，在时限内处置并反馈；不能处置的提出申请。$/);
    expect((await barOf(people.cityLeader, walk)).message).toBeNull();
    const foreign = await call(people.works, 'cases/actions', caseOf(walk));
    expect(foreign).toMatchObject({ code: 'FLOW-CASE-UNKNOWN' });
  });

  test('whoever asks for a second extension reads that the leader decides; the dispatcher is refused', async () => {
    const walk = await dispatched(city, people);
    expect((await offerOf(people.sanitation, walk, 'ask_extension'))?.approver?.zh).toMatch(
      /^由蓬溪县.+审批（派遣员）$/,
    );
    await walk.act(people.sanitation, 'ask_extension', { reason: 'bad_weather' });
    expect((await barOf(people.dispatcher, walk)).message?.zh).toMatch(
      /^蓬溪县环境卫生所已申请延期：由.+（派遣员）。$/,
    );
    await walk.act(people.dispatcher, 'extend', { reason: 'as_stated' });
    expect((await offerOf(people.sanitation, walk, 'ask_extension'))?.approver?.zh).toMatch(/^由蓬溪县.+审批（领导）$/);
    await walk.act(people.sanitation, 'ask_extension', { reason: 'large_work' });
    for (const [who, code] of [
      [people.dispatcher, 'FLOW-POST'],
      [people.shiftLeader, 'FLOW-POST'],
      [people.cityLeader, 'FLOW-SIDE'],
      [people.sanitation, 'FLOW-SIDE'],
    ] as const) {
      expect((await walk.attempt(who, 'extend', { reason: 'as_stated' })).code, who.username).toBe(code);
    }
    await walk.act(people.leader, 'extend', { reason: 'as_stated' });
    expect((await walk.attempt(people.sanitation, 'ask_extension', { reason: 'large_work' })).code).toBe(
      'FLOW-NO-EXTENSION-LEFT',
    );
  });
});

test('a report is refused out of the list of 不予受理, and whoever brought it reads why', async () => {
  const { tenantId } = city.tenant('pengxi');
  const report = { tenantId, sourceCode: 'patrol', description: '路面有暴露垃圾', address: '迎宾大道 12 号' };
  const { reportId } = await call<{ reportId: string }>(people.collector, 'reports/submit', report);
  const waiting = await call<{ reasons: (Words & { code: string })[] }>(people.acceptor, 'reports/waiting', {});
  expect(waiting.reasons.map(({ zh }) => zh)).toEqual(
    ['不属于受理范围', '现场未发现问题', '与已有案卷重复', '问题已解决', '描述不清，无法判断'], // prettier-ignore
  );
  const key = { tenantId, reportId };
  expect(await call(people.acceptor, 'reports/refuse', { ...key, reason: 'bad_weather' })).toMatchObject({
    code: 'FLOW-REASON',
  });
  expect(await call(people.acceptor, 'reports/refuse', { ...key, reason: 'outside_scope' })).toMatchObject({
    state: 'refused',
  });
  const own = await call<{ reports: object[] }>(people.collector, 'reports/own', {});
  expect(own.reports[0]).toMatchObject({
    ...{ reportId, state: 'refused', reason: 'outside_scope' },
    reasonWords: { zh: '不属于受理范围', en: 'Outside our range' },
  });
});
