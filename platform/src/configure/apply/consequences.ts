import type { ActorPool } from '../../identity/actor.ts';
import type { Bilingual } from '../change.ts';

/** What follows from a change of configuration, in words. */

export const losesLastPost = (name: string): Bilingual => ({
  zh: `${name} 不再有岗位，不能再登录使用`,
  en: `${name} holds no post any more and cannot work here`,
});

export const cannotBefore = (name: string, day: string): Bilingual => ({
  zh: `${name} 在 ${day} 之前不能登录使用`,
  en: `${name} cannot work here before ${day}`,
});

export const postsEnd = (posts: number, people: number): Bilingual => ({
  zh: `${posts} 个岗位随之结束，涉及 ${people} 人`,
  en: `${posts} post(s) end with it, of ${people} person(s)`,
});

export const openCases = (count: number): Bilingual => ({
  zh: `${count} 件未结案卷仍在该单位，由其办完`,
  en: `${count} open case(s) lie with it and are finished there`,
});

export const deadlinesMove = (count: number): Bilingual => ({
  zh: `${count} 件未结案卷的时限将按新日历计算；已定稿的周期不变`,
  en: `deadlines of ${count} open case(s) will follow the new calendar; closed periods stay`,
});

export const countiesFollow = (counties: number, open: number): Bilingual => ({
  zh: `${counties} 个区县的日历以其为准，随之变更，涉及 ${open} 件未结案卷`,
  en: `${counties} county(ies) under it follow, with ${open} open case(s)`,
});

/** `day` is the one it began on in the tenant's zone. */
export const replacesMapping = (version: number, day: string): Bilingual => ({
  zh: `取代第 ${version} 版（${day} 启用），此后的上传都用新版`,
  en: `replaces version ${version} of ${day} for every later upload`,
});

export const firstMapping: Bilingual = { zh: '此后的上传用它读取', en: 'later uploads are read with it' };

export const accountElsewhere = (slug: string): Bilingual => ({
  zh: `尚无登录账号：请在 Keycloak 建立该账号（属性 tenant = ${slug}），再把它的 id 填入 subject`,
  en: `no account yet: make it in Keycloak with the attribute tenant = ${slug}, then put its id into subject`,
});

export const getsPassword: Bilingual = { zh: '获得一次性密码', en: 'gets a one-time password' };
export const getsSecret: Bilingual = { zh: '获得密钥', en: 'gets a secret' };

export const clientStops: Bilingual = { zh: '该接口账号此后不能再上传', en: 'it cannot upload any more' };

export const rankedOtherwise: Bilingual = {
  zh: '未定稿的周期按新分组排名',
  en: 'periods that are not closed rank it in the new group',
};

export const bodyMoves = (before: string, after: string): Bilingual => ({
  zh: `所属机构由 ${before} 变为 ${after}`,
  en: `it works in body ${after} instead of ${before}`,
});

export const deskChanges: Bilingual = {
  zh: '此后后台任务和未写明机构的接口账号都以新的指挥中心办理',
  en: 'jobs, and machine clients that name no body, act for the new desk from now on',
};

export const deskAfter = (day: string, code: string): Bilingual => ({
  zh: `自 ${day} 起由 ${code} 接任指挥中心：请当日再次执行，后台任务和接口账号才随之转交`,
  en: `from ${day} on ${code} is the desk: apply the manifest again on that day, so that jobs and clients follow`,
});

export const outlineChanges: Bilingual = {
  zh: '此后上报的案卷按新的区域划分定位',
  en: 'rows uploaded from then on are placed by it',
};

export const modeBegins = (from: string): Bilingual => ({
  zh: `${from} 起上报的案卷按此模式办理`,
  en: `cases reported from ${from} on begin under it`,
});

export const modeUntested: Bilingual = {
  zh: '此模式尚无城市运行，未经检验',
  en: 'no tenant has worked by this mode yet: it is untested',
};

export const casesKeepMode = (count: number): Bilingual => ({
  zh: `${count} 件未结案卷仍按其开始时的模式`,
  en: `${count} open case(s) keep the mode they began with`,
});

export const modeIsCorrected = (count: number): Bilingual => ({
  zh: `随产品更正，已启用，${count} 件未结案卷随之变更`,
  en: `corrected with the product; it is in force, and ${count} open case(s) follow`,
});

export const noBodyAnyMore: Bilingual = {
  zh: '自今日起不再是独立机构，不再接收案卷',
  en: 'from today on it is no body of its own and gets no more cases',
};

/** A limit is fixed where the clock of a case starts. */
export const limitBegins = (day: string, keeping: number): Bilingual => ({
  zh: `自 ${day} 起开始计时的案卷按此时限；${keeping} 件未结案卷已开始计时，保留原时限；已定稿的周期不变`,
  en: `of clocks that start from ${day} on; ${keeping} open case(s) keep the limit they started with; closed periods stay`,
});

export const limitEnds = (day: string, keeping: number): Bilingual => ({
  zh: `自 ${day} 起开始计时的案卷不再按此时限；${keeping} 件未结案卷已按它开始计时，保留不变；已定稿的周期不变`,
  en: `not of clocks that start from ${day} on; ${keeping} open case(s) that started with it keep it; closed periods stay`,
});

const AS: Readonly<Record<ActorPool, Bilingual>> = {
  city: { zh: '全市', en: 'as the whole city' },
  county: { zh: '全区县', en: 'as the whole county' },
  unit: { zh: '仅限本机构', en: 'as their own body alone' },
};

/** People and machine clients whose body became a desk, or is none any more. */
export const actAs = (people: number, clients: number, pool: ActorPool): Bilingual => {
  const and =
    clients === 0 ? { zh: '', en: '' } : { zh: `和 ${clients} 个接口账号`, en: ` and ${clients} machine client(s)` };
  return {
    zh: `${people} 人${and.zh}此后的权限范围为：${AS[pool].zh}`,
    en: `${people} person(s)${and.en} act ${AS[pool].en} from now on`,
  };
};

export const actsFor = (body: string): Bilingual => ({
  zh: `此后以 ${body} 的名义上传和读取`,
  en: `it uploads and reads in the name of ${body} from now on`,
});

export const catalogueChanges: Bilingual = {
  zh: '此后上报的案卷按此目录读取小类和时限',
  en: 'rows uploaded from then on are read with the classes and limits of this catalogue',
};

export const holdsInCounties = (count: number): Bilingual => ({
  zh: `同时适用于 ${count} 个区县`,
  en: `it holds in ${count} county(ies) of the city too`,
});

export const standsForCity = (limit: string): Bilingual => ({
  zh: `取代城市的时限 ${limit}`,
  en: `it stands for its city's, ${limit}`,
});

export const cityHoldsAgain = (limit: string): Bilingual => ({
  zh: `恢复适用城市的时限 ${limit}`,
  en: `its city's holds again, ${limit}`,
});

export const ofItsCity: Bilingual = { zh: '为城市的时限', en: 'it is a limit of its city' };
