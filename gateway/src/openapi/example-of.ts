import { z } from 'zod';
import type { Operation } from './operations.ts';

/** Plausible values by the name of a field. */
const VALUES: Readonly<Record<string, unknown>> = {
  ...{ tenantId: 8, caseId: '01990000-0000-7000-8000-000000000001', taskId: '01990000-0000-7000-8000-000000000002' },
  ...{ reportId: '01990000-0000-7000-8000-000000000003', version: 3, source: 'patrol', sourceCode: 'collector' },
  ...{
    kind: 'event',
    classId: 101,
    ruleId: 201,
    unitId: 82,
    words: '路面有暴露垃圾',
    address: '赤城街道迎宾大道 12 号',
  },
  ...{ description: '路面有暴露垃圾', longitude: 105.71, latitude: 30.77, reason: '市民来电核对', level: 'ordinary' },
  ...{ order: 'supervise' },
  ...{ until: '2026-12-31T18:00:00+08:00', satisfaction: 'satisfied', phone: '13800000000' },
  ...{ photos: [{ sha256: '0'.repeat(64), usage: 'after' }], about: 'new', act: 'register', text: { words: '路面' } },
  ...{ personId: '01990000-0000-7000-8000-000000000004', id: '01990000-0000-7000-8000-000000000005' },
  ...{ batchId: '01990000-0000-7000-8000-000000000006' },
  ...{
    label: '2026-11',
    typedLabel: '2026-11',
    clientBatchId: '2026-11-30-1',
    rows: [{ 案件号: 'A-1' }],
    document: { version: 2 },
  },
};

interface JsonSchema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, { readonly examples?: readonly unknown[] }>>;
  readonly anyOf?: readonly JsonSchema[];
}

/** Values that one name has in one operation alone. */
const OWN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'cases.answer_verify': { finding: 'exists' },
  'cases.answer_check': { finding: 'passed' },
  'period.breakdown': { indicator: 'closing_points', by: 'class' },
  'scheme.adopt': {
    ...{ id: 'liangji-region-1', version: 1, names: ['backlog', 'definitions.total.parts.on_time_closing_points'] },
    reason: '经市级评价会议研究采用',
  },
};

/** What a check of the input asks for beside the fields that are required. */
const ALSO: Readonly<Record<string, readonly string[]>> = { 'reports.submit': ['description'] };

/** An input with all that an operation cannot do without. */
export function exampleOf({ name, input }: Pick<Operation, 'name' | 'input'>): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const { required = [], properties = {} } = schema.anyOf?.[0] ?? schema;
  const valueOf = (field: string): unknown => OWN[name]?.[field] ?? properties[field]?.examples?.[0] ?? VALUES[field];
  return Object.fromEntries([...required, ...(ALSO[name] ?? [])].map((field) => [field, valueOf(field)]));
}
