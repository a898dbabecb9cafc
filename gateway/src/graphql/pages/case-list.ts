import { LISTS } from '../lists/lists.ts';
import type { ListPage } from './list-statement.ts';

/** The cases of a county as machines read them page by page: measured to need a statement of its own (decision 0019). */
export const CASE_LIST: ListPage = {
  name: 'CaseList',
  about: 'The cases of a county, the latest report first: less than `cases`, and faster.',
  list: LISTS['cases']!,
  row: {
    view: 'case',
    columns: ['id', 'case_no', 'stage', 'kind', 'reported_at', 'due_at', 'closed_at'],
  },
};
