import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plantSandbox, SANDBOX_POSTS, systemDeps, type SandboxTenant } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileOf, sha256Of } from '../../src/cli/prove-isolation/canary-file.ts';
import { ownGateway, type Answering } from '../../src/cli/prove-isolation/gateways.ts';
import { HTTP_QUESTIONS, NOT_ASKED_BY_HTTP } from '../../src/cli/prove-isolation/http-questions.ts';
import { shows } from '../../src/cli/prove-isolation/hunt-endpoints.ts';
import { openOwnRealm, type OwnRealm } from '../../src/cli/prove-isolation/own-realm.ts';
import { NOT_ASKED_BY_TRPC, TRPC_QUESTIONS } from '../../src/cli/prove-isolation/trpc-questions.ts';
import { appRouter } from '../../src/trpc/router.ts';
import { questionsAbout } from '../../src/cli/prove-isolation/questions.ts';
import { openSampleHouse, type SampleHouse } from '../sample-house.ts';
import { openWorld } from './world.ts';

test('every route of the running gateway that reads is asked by the hunt, or the reason why not is given', async () => {
  const { routes, close } = await openWorld();
  await close();
  const reading = new Set(routes.filter(({ method }) => method === 'GET').map(({ url }) => url));
  const known = [...Object.keys(HTTP_QUESTIONS), ...Object.keys(NOT_ASKED_BY_HTTP)];
  expect([...reading].sort()).toEqual(known.sort());
});

test('every query of the router is asked by the hunt, or the reason why not is given', () => {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  const queries = Object.keys(procedures).filter((name) => procedures[name]?._def.type === 'query');
  const known = [...Object.keys(TRPC_QUESTIONS), ...Object.keys(NOT_ASKED_BY_TRPC)];
  expect(queries.sort()).toEqual(known.sort());
});

/** What shows no row of the county that asks: look-ups, what the city publishes to all of its counties, bare figures. */
const NOT_ITS_OWN = [
  /^CatalogueClasses\(/,
  /^CityPeriods\(/,
  /^PeriodScheme\(/,
  /^PeriodSnapshots\(/,
  /^DeskSummary\(/,
];

describe('a county of the sandbox', () => {
  let house: SampleHouse;
  let realm: OwnRealm;
  let gateway: Answering;
  let own: SandboxTenant;
  let other: SandboxTenant;
  beforeAll(async () => {
    house = await openSampleHouse();
    realm = await openOwnRealm('liangji-web');
    ({
      counties: [own, other],
    } = await plantSandbox(
      house.database,
      systemDeps,
      { actor: 'operator:li', issuer: realm.issuer, accounts: false },
      sha256Of,
    ));
    mkdirSync(join(house.files, String(own.tenantId)), { recursive: true });
    writeFileSync(join(house.files, String(own.tenantId), sha256Of(own.word)), fileOf(own.word));
    gateway = await ownGateway(house.database, systemDeps, house.database.urls, realm.issuer, house.files);
  });
  afterAll(async () => {
    await gateway?.close();
    realm?.close();
    await house?.close();
  });

  test('finds a row of its own by every question, filters included: none of them is blind', async () => {
    const questions = await questionsAbout(own);
    const blind: string[] = [];
    for (const question of questions.filter(({ name }) => !NOT_ITS_OWN.some((each) => each.test(name)))) {
      const answers = await Promise.all(SANDBOX_POSTS.map((post) => gateway.ask(question, realm.bearer(own, post))));
      if (!answers.some((answer) => shows(question, answer, own))) {
        blind.push(`${question.face} ${question.name} ${answers.map((answer) => answer.slice(0, 3)).join(' ')}`);
      }
    }
    expect(blind).toEqual([]);
    const filtered = questions.map(({ name }) => name);
    for (const filter of [
      'stages',
      'classId',
      'sourceGroup',
      'reportedFrom',
      'reportedBefore',
      'overdueAt',
      'number',
      'notOverdueAt',
      'dueBefore',
      'unitName',
      'text',
      'sort',
    ]) {
      for (const reach of ['tenantId', 'cityId']) {
        expect(filtered).toContain(`CaseListPage(${reach}, first, ${filter})`);
      }
    }
  });

  test('is not accused for a refusal that repeats its question, but for the same words in an answer', async () => {
    const [question] = (await questionsAbout(other)).filter(({ path }) => path.endsWith(`source=${other.word}`));
    const refusal = await gateway.ask(question!, realm.bearer(own, 'data'));
    expect(refusal).toMatch(/^4/);
    expect(shows(question!, `${refusal} ${other.word}`, other)).toBe(false);
    expect(shows(question!, `200 ${other.word}`, other)).toBe(true);
    expect(shows({ ...question!, path: '/map/v1/points' }, `404 ${other.id}`, other)).toBe(true);
  });
});
