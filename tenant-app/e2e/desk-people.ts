import type { Browser, Page } from 'playwright-core';
import { ORIGIN, signIn } from './browser.ts';

/** A row of the list of a desk. */
export const ROW = '[data-queue] [data-key]';

/** Somebody at a desk, who can also give commands beside the screen. */
export interface AtDesk {
  readonly page: Page;
  /** A command over `/api/v1`; throws what refuses it. */
  command(name: string, input: object): Promise<Acted>;
  /** A question over `/trpc`. */
  question<T>(name: string, input: object): Promise<T>;
}

export interface Acted {
  readonly tenantId: number;
  readonly caseId: string;
  readonly version: number;
  readonly state: string;
}

export async function atDesk(browser: Browser, username: string): Promise<AtDesk> {
  const page = await signIn(browser, username);
  const headers = { origin: ORIGIN };
  return {
    page,
    async command(name, data) {
      const answer = await page.request.post(`${ORIGIN}/api/v1/${name.replace('.', '/')}`, { headers, data });
      if (!answer.ok()) throw new Error(`${username}, ${name}: ${await answer.text()}`);
      return (await answer.json()) as Acted;
    },
    async question<T>(name: string, input: object) {
      const asked = encodeURIComponent(JSON.stringify(input));
      const answer = await page.request.get(`${ORIGIN}/trpc/${name}?input=${asked}`, { headers });
      if (!answer.ok()) throw new Error(`${username}, ${name}: ${await answer.text()}`);
      return ((await answer.json()) as { result: { data: T } }).result.data;
    },
  };
}

/** Opens a case at somebody's desk and waits until keys are heard. */
export async function openCase(
  { page }: AtDesk,
  { tenantId, caseId }: Pick<Acted, 'tenantId' | 'caseId'>,
  view = 'inbox',
) {
  await page.goto(`${ORIGIN}/desk?view=${view}&case=${tenantId}.${caseId}`);
  await page.locator('.desk[data-alive]').waitFor();
  await page.locator(`[data-case="${caseId}"] [data-act]:visible`).first().waitFor();
}

/** A photograph that was not sent before, as the browser draws and sends it; its hash. */
export const sendPhoto = ({ page }: AtDesk): Promise<string> =>
  page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    const drawing = canvas.getContext('2d')!;
    drawing.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
    drawing.fillRect(0, 0, 320, 240);
    drawing.fillStyle = '#fff';
    drawing.fillText(String(Math.random()), 20, 120);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg'));
    const answer = await fetch('/media', { method: 'POST', body: blob });
    return ((await answer.json()) as { sha256: string }).sha256;
  });

/** Who works the cases of the walks: the city supervises, 蓬溪县 dispatches and works. */
export const WORKERS = {
  acceptor: 'wangxiaoyan', // 王小燕, 遂宁市
  otherAcceptor: 'zhaozhiyuan', // 赵志远, 遂宁市
  shiftLeader: 'yangyongqiang', // 杨永强, 遂宁市
  dispatcher: 'xiechunmei', // 谢春梅, 蓬溪县
  department: 'guhaitao', // 顾海涛, 蓬溪县综合行政执法局
  collector: 'gejia', // 葛佳, 遂宁市城管信息采集公司
} as const;

/** Where cases of the walks are. */
export interface Place {
  readonly county: string;
  /** WGS-84 degrees. */
  readonly longitude: number;
  readonly latitude: number;
  readonly street?: string;
}
export const PENGXI: Place = { county: '蓬溪县', longitude: 105.7255, latitude: 30.7655 };
export const ANJU: Place = { county: '安居区', longitude: 105.468773, latitude: 30.312821 };
export const CHUANSHAN: Place = { county: '船山区', longitude: 105.5605, latitude: 30.5305 };

const CLASS = { className: '店外经营', condition: '货品外摆或跨门经营' };
let number = 0;

/** A case taken in, by default one that a patrol found: it needs no verification. */
export async function registered(
  acceptor: AtDesk,
  place = PENGXI,
  source: 'patrol' | 'hotline' = 'patrol',
): Promise<Acted> {
  const { county, street = '人民路', longitude, latitude } = place;
  const { tenantId, classId } = await classOf(acceptor, place);
  number += 1;
  const words = { words: '店铺把货摆到人行道上', address: `${county}${street} ${Date.now() % 100_000}-${number} 号` };
  const at = { longitude, latitude };
  return acceptor.command('cases.register', { tenantId, source, kind: 'event', classId, ...words, ...at });
}

/** … accepted, at the desk of the shift leader. */
export async function accepted(acceptor: AtDesk, place?: Place): Promise<Acted> {
  const { classId, ruleId } = await classOf(acceptor, place);
  return acceptor.command('cases.accept', { ...target(await registered(acceptor, place)), classId, ruleId });
}

/** … filed, at the desk of the county. */
export const filed = async (acceptor: AtDesk, shiftLeader: AtDesk, place?: Place): Promise<Acted> =>
  shiftLeader.command('cases.file', target(await accepted(acceptor, place)));

export const target = ({ tenantId, caseId, version }: Acted) => ({ tenantId, caseId, version });

/** Class and condition of the cases of the walks, in the county of a place. */
export async function classOf(asker: AtDesk, { longitude, latitude }: Place = PENGXI) {
  const at = { longitude, latitude };
  const { places } = await asker.question<{ places: { tenantId: number }[] }>('cases.locate', at);
  const tenantId = places[0]?.tenantId ?? 0;
  const { classes } = await asker.question<{ classes: { id: number; name: string }[] }>('cases.search_classes', {
    ...{ tenantId, words: CLASS.className },
  });
  const classId = classes.find(({ name }) => name === CLASS.className)?.id ?? 0;
  const { rules } = await asker.question<{ rules: { id: number; condition: string }[] }>('cases.class_rules', {
    ...{ tenantId, classId },
  });
  return { tenantId, classId, ruleId: rules.find(({ condition }) => condition === CLASS.condition)?.id ?? 0 };
}

/** The number of a body that may be named in a county. */
export async function bodyOf(asker: AtDesk, tenantId: number, words: string): Promise<number> {
  const { bodies } = await asker.question<{ bodies: { unitId: number; name: string }[] }>('cases.search_bodies', {
    ...{ tenantId, words },
  });
  const found = bodies.find(({ name }) => name === words);
  if (!found) throw new Error(`no body is called ${words}`);
  return found.unitId;
}

/** The state of a case, as its desk knows it. */
export const stateOf = async (asker: AtDesk, { tenantId, caseId }: Acted): Promise<string | null> =>
  (await asker.question<{ state: string | null }>('cases.actions', { tenantId, caseId })).state;
