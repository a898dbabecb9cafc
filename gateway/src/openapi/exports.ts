import { CALL_PROBLEMS, STAGES } from '@liangji/platform';
import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { refusalsOf } from './refusals.ts';

const whole = (most: number) => z.coerce.number().int().min(0).max(most);
const moment = z.iso.datetime({ offset: true });
const INT4 = 0x7fffffff;

/** Which cases are exported, as the arguments of the list `caseTable`; of a city without `tenantId` those of all its counties. */
export const CasesExport = z.strictObject({
  tenantId: whole(INT4).optional().describe('a county; absent: the own one, of a city all'),
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
  language: z.enum(['zh', 'en']).default('zh').describe('of the headings'),
});

/** `GET /exports/cases`: no query, as it answers a file. */
export const casesExportPath: ZodOpenApiOperationObject = {
  operationId: 'exports_cases',
  tags: ['exports'],
  summary: '导出案卷列表 Export a list of cases',
  description:
    '与列表同样的筛选和排序，最多 100,000 行，超出时文件末尾写明。The list as a workbook: the same cases in the same order, ' +
    'at most 100,000 rows; a file that was cut says so below its last row. Texts are masked as they are on screens.',
  requestParams: { query: CasesExport },
  responses: {
    '200': {
      description: 'Excel 工作簿。A workbook.',
      content: {
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
          schema: z.string().meta({ override: { type: 'string', format: 'binary' } }),
        },
      },
    },
    ...refusalsOf(CALL_PROBLEMS.filter((code) => code !== 'SYS-MEDIA-TYPE')),
  },
};
