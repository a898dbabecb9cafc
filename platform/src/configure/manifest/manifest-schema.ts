import { z } from 'zod';
import { LIMIT_STEPS } from '../../calendars/limit-steps.ts';
import { LIMIT_UNITS } from '../../calendars/limit-units.ts';
import { ownCalendarSchema } from '../../calendars/own-calendar.ts';
import { modeSchema } from '../../tenants/mode-document.ts';

/**
 * A manifest as it is written: everything an operator states about one tenant. Natural keys (slug, codes, user names)
 * identify what exists; numbers are handed out by the database. The JSON schema for editors is made from this
 * (`platform/data/manifest.schema.json`), its words for people included.
 */

const text = z.string().min(1);
const slug = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/);
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
const day = z.iso.date();
/** A civil day of the tenant's zone, or an instant where a post ended within a day. */
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

const ring = z.array(z.array(z.number()).min(2)).min(4);
export const outlineSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);

export const UNIT_KINDS = [
  'centre',
  'sub_centre',
  'department',
  'street',
  'community',
  'squad',
  'utility',
  'company',
  'collection_company',
] as const;
export const POSTS = [
  'collector',
  'acceptor',
  'shift_leader',
  'dispatcher',
  'department',
  'worker',
  'inspector',
  'leader',
  'assessor',
  'data_officer',
] as const;

const unit = z.strictObject({
  code: code.describe(
    '单位编码，在本单位内唯一且不再更改；改名不会成为另一个单位 Never changes; a renamed unit stays the same',
  ),
  kind: z.enum(UNIT_KINDS),
  name: text,
  formerNames: z.array(z.strictObject({ name: text, until: day.optional() })).optional(),
  parent: code.optional().describe('上级单位的编码 Code of the unit above'),
  from: day,
  to: day.optional().describe('撤销之日：当日起不再承办 First day on which it no longer works'),
});

const person = z.strictObject({
  username: z
    .string()
    .regex(/^[a-z][a-z0-9._-]{1,63}$/)
    .describe('登录名 What the person signs in with'),
  subject: text
    .optional()
    .describe(
      '身份服务已有该账号时填写其 sub；不填则发一次性密码 The sub of an account that exists; else a one-time password',
    ),
  name: text.describe('姓名 Full name'),
  posts: z.array(
    z.strictObject({
      unit: code,
      post: z.enum(POSTS),
      from: moment,
      to: moment.optional().describe('离任：自此不再任职 From then on the post is no longer held'),
    }),
  ),
});

const client = z.strictObject({
  id: code.describe('接口账号编号 Client id'),
  subject: text.optional().describe('身份服务已有该账号时填写 Where the identity provider has the client already'),
  body: code.optional().describe('所属机构，缺省为指挥中心 Body it acts for; the desk by default'),
  disabled: z.boolean().optional().describe('停用 Refused from then on'),
});

const source = z.strictObject({
  code,
  name: text,
  catalogue: z.enum(['cjt214', 'gbt30428', 'gbt47678']),
  mapping: z
    .union([text, z.record(z.string(), z.unknown())])
    .optional()
    .describe('字段对照：文件路径或内容；不填则由区县自己启用 File or document; left out, the county sends its own'),
  clients: z.array(client).default([]),
});

const area = z.strictObject({
  level: z.enum(['county', 'street', 'community']),
  code: text.nullable(),
  name: text,
  parent: text
    .optional()
    .describe('上级区域名称；重名时填编码 Name of the area it lies in; its code where several have that name'),
  outline: z
    .union([text, outlineSchema])
    .describe('GeoJSON 几何（WGS-84），或其文件 A geometry in WGS-84, or its file'),
  schematic: z.boolean().describe('示意图，非测绘边界 Drawn, no surveyed boundary'),
});

const areaClass = z.union([z.literal(1), z.literal(2)]);
const cell = z.strictObject({
  code: text,
  areaClass,
  outline: outlineSchema,
  from: day,
  to: day.optional(),
});
export const coreSchema = z.strictObject({
  west: z.number().min(-180).max(180),
  south: z.number().min(-90).max(90),
  codePrefix: z.string().regex(/^\d{12}$/),
  from: day,
});

const limit = z.strictObject({
  catalogue: z.enum(['cjt214', 'gbt30428', 'gbt47678']),
  class: z
    .string()
    .regex(/^(component|event):\S+$/)
    .describe('小类，如 event:0110 Class, kind and code'),
  condition: text.optional().describe('立案条件，不填则该小类全部条件 Filing condition; left out, all of the class'),
  step: z.enum(LIMIT_STEPS).default('disposal'),
  value: z
    .string()
    .regex(/^\d{1,4}(\.\d{1,4})?$/)
    .describe('时限数值，加引号 Length, in quotes'),
  unit: z.enum(LIMIT_UNITS),
  from: day,
  to: day.optional(),
});

export const manifestSchema = z.strictObject({
  $schema: z.string().optional(),
  slug: slug.describe('租户标识，不再更改 Key of the tenant, never changes'),
  city: slug.describe('所属城市的标识；城市填自己 Slug of the city; a city names itself'),
  kind: z.enum(['city', 'county', 'zone']),
  name: text,
  nameEn: text,
  code: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .describe('六位行政区划代码，加引号；功能区为 null National code, in quotes; null for a zone'),
  numberPrefix: z
    .string()
    .regex(/^[0-9A-Z]{2,8}$/)
    .nullable()
    .default(null)
    .describe('案卷编号前缀，缺省为区划代码，不再更改 Begins the case numbers; the code by default; never changes'),
  codeHistory: z.array(z.strictObject({ code: text, name: text, until: text })).default([]),
  rankGroup: z
    .enum(['county', 'zone'])
    .nullable()
    .describe('参评分组；null 不参评 Group it is ranked in; null for none'),
  timeZone: text.default('Asia/Shanghai'),
  calendar: z
    .union([text, ownCalendarSchema])
    .optional()
    .describe(
      '工作日历：已载入日历的标识，或自有作息；不填则区县随其城市 Id of a calendar that is loaded, or hours of its own over ' +
        'those of its city; left out, a county goes by its city’s',
    ),
  modes: z
    .array(
      z.strictObject({
        mode: z
          .union([text, modeSchema.omit({ $schema: true })])
          .describe('platform/data/modes 中的模式，或其内容 A mode of platform/data/modes by name, or a document'),
        from: moment.describe('自此上报的案卷按此模式 Cases reported from then on begin under it'),
      }),
    )
    .default([])
    .describe('监督指挥模式，按启用日期；案卷始终按其开始时的模式 Modes by the day they begin; a case keeps its own'),
  units: z.array(unit).min(1),
  people: z.array(person).default([]),
  limits: z
    .array(limit)
    .default([])
    .describe(
      '自定时限，取代规范所印；城市的时限也适用于区县 Limits of its own; those of a city hold in its counties too',
    ),
  sources: z.array(source).default([]),
  areas: z.array(area).default([]),
  cells: z
    .union([z.strictObject({ core: coreSchema }), z.strictObject({ file: text }), z.array(cell)])
    .default([])
    .describe('单元网格：列表、文件或 2×2 公里示例网格 A list, a file of them, or a generated core of 2 × 2 km'),
});

/** A manifest as written, its files not yet read. */
export type WrittenManifest = z.infer<typeof manifestSchema>;
export type Cell = z.infer<typeof cell>;
export type Outline = z.infer<typeof outlineSchema>;
export const cellsSchema = z.array(cell);
