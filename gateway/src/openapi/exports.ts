import { AUDIT_KINDS, BATCH_STATES, CALL_PROBLEMS, STAGES } from '@liangji/platform';
import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { refusalsOf } from './refusals.ts';

const whole = (most: number) => z.coerce.number().int().min(0).max(most);
const moment = z.iso.datetime({ offset: true });
const INT4 = 0x7fffffff;
const county = whole(INT4).optional().describe('a county; absent: the own one, of a city all');
const language = z.enum(['zh', 'en']).default('zh').describe('of the headings');

/** Which cases are exported, as the arguments of the list `caseTable`; of a city without `tenantId` those of all its counties. */
export const CasesExport = z.strictObject({
  tenantId: county,
  stage: z.enum(STAGES).optional(),
  classId: whole(INT4).optional().describe('0: those without a class'),
  sourceGroup: z.enum(['patrol', 'public']).optional(),
  unitName: z.string().min(1).max(200).optional().describe('exactly the name of the body that disposes'),
  reportedFrom: moment.optional(),
  reportedBefore: moment.optional(),
  overdueAt: moment.optional().describe('those overdue at that moment'),
  notOverdueAt: moment.optional().describe('those not overdue then'),
  dueBefore: moment.optional(),
  number: z.string().min(1).max(200).optional().describe('exactly our number or that of the sending system'),
  text: z.string().min(2).max(100).optional().describe('words of address, description or class'),
  sort: z.enum(['reported', 'reported_up', 'due', 'due_down']).optional().describe('absent: the latest report first'),
  language,
});

/** Which uploads, as the arguments of the list `batches`. */
export const UploadsExport = z.strictObject({
  tenantId: county,
  state: z.enum(BATCH_STATES).optional(),
  rejectedFrom: whole(INT4).optional().describe('those with at least so many rejected rows'),
  receivedFrom: moment.optional(),
  receivedBefore: moment.optional(),
  language,
});

/** All periods: their list cannot be narrowed. */
export const PeriodsExport = z.strictObject({ language });

/** Which acts, as the input of `audit.list`. */
export const AuditExport = z.strictObject({
  tenantId: whole(INT4).min(1).optional().describe('absent: all that the reader sees'),
  kind: z.enum(AUDIT_KINDS).optional(),
  personId: z.uuid().optional(),
  account: z.string().min(1).max(200).optional().describe('of a machine or an operator'),
  from: z.iso.datetime().optional(),
  before: z.iso.datetime().optional(),
  language,
});

const refusals = refusalsOf(CALL_PROBLEMS.filter((code) => code !== 'SYS-MEDIA-TYPE'));

/** `GET /exports/…`: no query, as it answers a file. */
const exportOf = (list: string, zh: string, en: string, query: z.ZodObject): { get: ZodOpenApiOperationObject } => ({
  get: {
    operationId: `exports_${list}`,
    tags: ['exports'],
    summary: `导出${zh}列表 Export a list of ${en}`,
    description:
      `与列表同样的筛选和排序，最多 100,000 行，超出时文件末尾写明。The list as a workbook: the same ${en} in the same order, ` +
      'at most 100,000 rows; a file that was cut says so below its last row. Texts are masked as they are on screens.',
    requestParams: { query },
    responses: {
      '200': {
        description: 'Excel 工作簿。A workbook.',
        content: {
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
            schema: z.string().meta({ override: { type: 'string', format: 'binary' } }),
          },
        },
      },
      ...refusals,
    },
  },
});

export const EXPORT_PATHS = {
  '/exports/cases': exportOf('cases', '案卷', 'cases', CasesExport),
  '/exports/uploads': exportOf('uploads', '上传', 'uploads', UploadsExport),
  '/exports/periods': exportOf('periods', '评价周期', 'assessment periods', PeriodsExport),
  '/exports/audit': exportOf('audit', '操作记录', 'acts', AuditExport),
};
