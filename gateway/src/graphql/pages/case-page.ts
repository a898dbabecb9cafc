import type { Page } from './page.ts';

/** One case as its page shows it: the most opened page of all, so it has a statement of its own (decision 0019). */
export const CASE_PAGE: Page = {
  name: 'CasePage',
  about: 'One case with its story and its names in the sending systems, for its page: less than `case`, and faster.',
  row: {
    view: 'case',
    columns: [
      'tenant_id',
      'id',
      'case_no',
      'stage',
      'kind',
      'source_code',
      'source_group',
      'address',
      'description',
      'longitude',
      'latitude',
      'original_x',
      'original_y',
      'original_crs',
      'unit_name',
      'reported_at',
      'filed_at',
      'closed_at',
      'closing_type',
      'self_handled',
      'rework_count',
      'extension_count',
      'claimed_due_at',
      'claimed_overdue',
    ],
    one: {
      class: {
        view: 'class',
        by: { id: 'class_id' },
        columns: ['id', 'catalogue_id', 'category_name', 'class_name'],
      },
      rule: {
        view: 'case_rule',
        by: { id: 'rule_id' },
        columns: ['id', 'condition', 'closing_condition', 'source'],
      },
      cell: { view: 'grid_cell', by: { id: 'cell_id' }, columns: ['tenant_id', 'id', 'code'] },
      tenant: { view: 'tenant', by: {}, columns: ['tenant_id', 'slug', 'name', 'name_en'] },
    },
    many: {
      events: {
        view: 'case_event',
        by: { case_id: 'id' },
        order: 'recorded_at, id',
        columns: [
          'id',
          'kind',
          'occurred_at',
          'recorded_at',
          'unit_name',
          'post',
          'data',
          'is_late',
          'amends',
          'batch_id',
          'row_no',
        ],
      },
      sources: {
        view: 'case_source',
        by: { case_id: 'id' },
        order: 'source_id, external_id',
        columns: ['source_id', 'external_id', 'revision', 'mapping_version', 'batch_id', 'row_no'],
        one: {
          source: { view: 'source_system', by: { id: 'source_id' }, columns: ['tenant_id', 'id', 'name'] },
          batch: {
            view: 'batch',
            by: { id: 'batch_id' },
            columns: ['tenant_id', 'id', 'file_name', 'client_batch_id', 'received_at'],
          },
        },
      },
    },
  },
};
