import { asOwner, type Database, type Trx } from '@liangji/platform';

/** People and machines of the sample realm that the gateway's tests give a place in the database. */
export const ZHAO_MIN = { username: 'zhaomin', subject: '51090000-0000-4000-8000-000000000008', tenant: 'shehong' };
export const QIAN_WEI = { username: 'qianwei', subject: '51090000-0000-4000-8000-000000000009', tenant: 'anju' };
export const LIN_JING = { username: 'linjing', subject: '51090000-0000-4000-8000-000000000001', tenant: 'suining' };
/** Holds a post in the centre of 船山区 and, since later, one in a department of it. */
export const ZHOU_JIE = { username: 'zhoujie', subject: '51090000-0000-4000-8000-000000000003', tenant: 'chuanshan' };
/** Can sign in at the provider, has no post anywhere. */
export const STRANGER = { username: 'stranger', subject: '51090000-0000-4000-8000-000000000012' };
export const SHEHONG_UPLOAD = {
  clientId: 'shehong-upload',
  secret: 'shehong-upload-sample',
  subject: '51090000-0000-4000-9000-000000000006',
  tenant: 'shehong',
};

const TENANT_IDS = { suining: 1, shehong: 2, anju: 3, chuanshan: 4 } as const;
/** 船山区环境卫生所 */
export const SANITATION = 40;
const since = new Date('2026-01-01T00:00:00+08:00');
const uuid = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
/** Posts by who holds them. */
export const POST_IDS = {
  linJing: uuid(101),
  zhaoMin: uuid(102),
  zhouJie: uuid(104),
  zhouJieInSanitation: uuid(204),
} as const;

async function addTenant(trx: Trx, slug: keyof typeof TENANT_IDS, name: string): Promise<void> {
  const id = TENANT_IDS[slug];
  const cityId = TENANT_IDS.suining;
  const isCity = id === cityId;
  await trx
    .insertInto('control.tenant')
    .values({ id, city_id: cityId, slug, desk_unit_id: id, created_at: since })
    .execute();
  await trx
    .insertInto('biz.tenant')
    .values({
      tenant_id: id,
      city_id: cityId,
      slug,
      kind: isCity ? 'city' : 'county',
      mode: isCity ? 'city_command' : 'county_command',
      name,
      name_en: slug,
      city_name: '遂宁市',
      city_name_en: 'suining',
      rank_group: isCity ? null : 'county',
      calendar_id: 'cn',
      number_prefix: `5109${id}0`,
    })
    .execute();
  await addBody(trx, id, id, 'centre', `${name}中心`);
}

async function addBody(trx: Trx, tenantId: number, id: number, kind: string, name: string): Promise<void> {
  const own = { tenant_id: tenantId, city_id: TENANT_IDS.suining };
  const body = { ...own, code: `${kind}${id}`, kind, name, from_day: '2026-01-01' };
  await trx
    .insertInto('biz.body')
    .values({ ...body, unit_id: id, home_id: tenantId })
    .execute();
  await trx
    .insertInto('biz.unit')
    .values({ ...body, id, body_id: id })
    .execute();
}

async function addPerson(trx: Trx, issuer: string, who: typeof ZHAO_MIN, name: string, post: string): Promise<void> {
  const tenantId = TENANT_IDS[who.tenant as keyof typeof TENANT_IDS];
  const row = { tenant_id: tenantId, city_id: TENANT_IDS.suining };
  const personId = uuid(tenantId);
  await trx
    .insertInto('biz.person')
    .values({ ...row, id: personId, name })
    .execute();
  await trx
    .insertInto('biz.post')
    .values({ ...row, id: uuid(100 + tenantId), person_id: personId, unit_id: tenantId, post, from_at: since })
    .execute();
  await trx
    .insertInto('control.login')
    .values({ issuer, subject: who.subject, tenant_id: tenantId, person_id: personId })
    .execute();
}

/** 遂宁市 with 射洪市, 安居区 and 船山区, one person each, and the machine client of 射洪市; for tokens of `issuer`. */
export async function seatCast(database: Database, issuer: string): Promise<void> {
  await asOwner(database, async (trx) => {
    await addTenant(trx, 'suining', '遂宁市');
    await addTenant(trx, 'shehong', '射洪市');
    await addTenant(trx, 'anju', '安居区');
    await addPerson(trx, issuer, LIN_JING, '林静', 'assessor');
    await addPerson(trx, issuer, ZHAO_MIN, '赵敏', 'data_officer');
    await addPerson(trx, issuer, QIAN_WEI, '钱伟', 'data_officer');
    await addTenant(trx, 'chuanshan', '船山区');
    await addPerson(trx, issuer, ZHOU_JIE, '周洁', 'data_officer');
    await addBody(trx, TENANT_IDS.chuanshan, SANITATION, 'department', '船山区环境卫生所');
    await trx
      .insertInto('biz.post')
      .values({
        tenant_id: TENANT_IDS.chuanshan,
        city_id: TENANT_IDS.suining,
        id: POST_IDS.zhouJieInSanitation,
        person_id: uuid(TENANT_IDS.chuanshan),
        unit_id: SANITATION,
        post: 'department',
        from_at: new Date('2026-03-01T00:00:00+08:00'),
      })
      .execute();
    await trx
      .insertInto('lookup.catalogue')
      .values({ id: 'cjt214', title: 'CJ/T 214-2007', in_force_from: '2008-01-01', version: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx
      .insertInto('biz.source_system')
      .values({
        tenant_id: TENANT_IDS.shehong,
        city_id: TENANT_IDS.suining,
        id: 1,
        code: 'shehong-main',
        name: '射洪系统',
        catalogue_id: 'cjt214',
      })
      .execute();
    await trx
      .insertInto('control.machine_client')
      .values({
        issuer,
        client_id: SHEHONG_UPLOAD.clientId,
        tenant_id: TENANT_IDS.shehong,
        source_id: 1,
        unit_id: TENANT_IDS.shehong,
      })
      .execute();
  });
}
