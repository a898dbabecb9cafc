import type { BelowRow, Page } from './page.ts';

const BODY = { view: 'body', columns: ['unit_id', 'kind', 'name'] } as const;
const body = (column: string): BelowRow => ({ ...BODY, by: { unit_id: column } });

/** One case as a desk works it: opened with every row that is chosen, so it is one statement (decision 0038). */
export const DESK_CASE: Page = {
  name: 'DeskCase',
  about: 'One case with what happened and what bodies were asked about it, for a desk.',
  row: {
    view: 'case',
    columns: [
      ...['tenant_id', 'id', 'case_no', 'state', 'version', 'kind', 'urgent', 'source_code', 'source_group', 'address'],
      ...['description', 'longitude', 'latitude', 'cell_id', 'class_id', 'rule_id', 'limit_value', 'limit_unit'],
      ...[
        'reported_at',
        'filed_at',
        'closed_at',
        'due_at',
        'step_due_at',
        'warn_at',
        'resume_at',
        'rework_count',
        'extension_count',
      ],
      ...['holder_unit_id', 'lead_unit_id', 'supervision_unit_id', 'command_unit_id', 'unit_name'],
    ],
    one: {
      class: { view: 'class', by: { id: 'class_id' }, columns: ['id', 'catalogue_id', 'category_name', 'class_name'] },
      rule: {
        view: 'case_rule',
        by: { id: 'rule_id' },
        columns: ['id', 'condition', 'closing_condition', 'limit_value', 'limit_unit'],
      },
      tenant: { view: 'tenant', by: {}, columns: ['tenant_id', 'slug', 'name', 'name_en'] },
      holder: body('holder_unit_id'),
      lead: body('lead_unit_id'),
    },
    many: {
      events: {
        view: 'case_event',
        by: { case_id: 'id' },
        order: 'recorded_at, id',
        columns: [
          ...['id', 'kind', 'occurred_at', 'recorded_at', 'unit_name', 'post', 'data', 'is_late', 'amends', 'batch_id'],
          ...['row_no', 'by_unit_id', 'person_id', 'version', 'assignment_id'],
        ],
        one: { body: body('by_unit_id') },
      },
      assignments: {
        view: 'assignment',
        by: { case_id: 'id' },
        order: 'asked_at, id',
        columns: [
          ...['id', 'kind', 'subtype', 'asker_unit_id', 'unit_id', 'inner_unit_id', 'person_id', 'brief', 'asked_at'],
          ...['due_at', 'warn_at', 'state', 'answer', 'asks', 'asks_unit_id'],
        ],
        one: { asker: body('asker_unit_id'), unit: body('unit_id') },
      },
    },
  },
};
