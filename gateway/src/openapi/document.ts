import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import { exampleOf } from './example-of.ts';
import { EXPORT_PATHS } from './exports.ts';
import { uploadPath } from './media.ts';
import { OPERATIONS, pathOf, type Operation } from './operations.ts';
import { refusalsOf } from './refusals.ts';

const IdempotencyKey = z
  .string()
  .min(1)
  .max(128)
  .describe('chosen by the sender: the same call again gets the first answer and changes nothing');

/** Aggregates in the order of the page. */
const TAGS = {
  cases: '案卷 Cases',
  tasks: '任务 Tasks',
  media: '照片与文件 Photographs and papers',
  reports: '上报 Reports',
  period: '评价周期 Assessment periods',
  batch: '上传 Uploads',
  scheme: '评价方案 Assessment schemes',
  mapping: '字段对照 Mappings',
  drafts: '草稿 Drafts',
  audit: '操作记录 Audit',
  exports: '导出 Exports',
} as const;

const json = <Schema extends object>(schema: Schema) => ({ 'application/json': schema });

function operationOf(operation: Operation): ZodOpenApiOperationObject {
  const { name, title, kind, input, output, problems } = operation;
  const isQuery = kind === 'query';
  return {
    operationId: name.replace('.', '_'),
    tags: [name.split('.')[0] ?? name],
    summary: `${title.zh} ${title.en}`,
    description: isQuery ? '只读。Reads only: nothing changes.' : '可带幂等键。Takes an idempotency key.',
    ...(isQuery ? {} : { requestParams: { header: z.object({ 'Idempotency-Key': IdempotencyKey.optional() }) } }),
    requestBody: { required: true, content: json({ schema: input, example: exampleOf(operation) }) },
    responses: { '200': { description: '完成。Done.', content: json({ schema: output }) }, ...refusalsOf(problems) },
  };
}

/** `cases.send_down` → `CasesSendDown`. */
const typeName = (name: string): string =>
  name
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** Names of the inputs and outputs that have none of their own, so that a generator makes one type of each. */
const named = Object.fromEntries(
  OPERATIONS.flatMap(({ name, input, output }) => [
    [`${typeName(name)}Input`, input],
    ...(output.meta()?.['id'] === undefined ? [[`${typeName(name)}Output`, output] as const] : []),
  ]),
);

const HOW = `案卷与任务的操作、查询，供其他系统调用；文件上传用 /intake/v1，成批读取用 /graphql。
Commands and queries about cases and tasks for other systems. Files go to /intake/v1, lists and pages come from /graphql.

- 每个接口账号代表一个单位，权限与该单位相同。A machine client acts for one body, with the rights of that body.
- 操作案卷须写明所见版本（version）。An act on a case names the version one saw; cases.now and tasks.waiting answer it.
- 时间为 ISO 8601，坐标为 WGS-84 度。Moments are ISO 8601, positions WGS-84 degrees.`;

/**
 * Commands and queries of the platform for systems that are not TypeScript, as OpenAPI 3.1. `issuer` is the address where
 * tokens come from.
 */
export function openapiDocument(issuer = 'https://liangji.example/realms/liangji') {
  const tokenUrl = `${issuer}/protocol/openid-connect/token`;
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Liangji 两级', version: '1', description: HOW, license: { name: 'Apache-2.0' } },
    servers: [{ url: '/', description: '本机 this gateway' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    security: [{ bearer: [] }, { clientCredentials: [] }],
    components: {
      schemas: named,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: `接口账号用 client_credentials 换取令牌。A machine client gets a token by POST ${tokenUrl} with grant_type=client_credentials, client_id and client_secret.`,
        },
        clientCredentials: { type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes: {} } } },
      },
    },
    paths: {
      ...Object.fromEntries(OPERATIONS.map((each) => [pathOf(each), { post: operationOf(each) }])),
      '/media': { post: uploadPath },
      ...EXPORT_PATHS,
    },
  });
}

export type OpenapiDocument = ReturnType<typeof openapiDocument>;
