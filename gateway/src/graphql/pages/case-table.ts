import { overrunOf, verdictOf } from '@liangji/platform';
import { JUDGED_COLUMNS, judgedOf } from '../computed/verdict.ts';
import { LISTS } from '../lists/lists.ts';
import type { ListPage } from './list-statement.ts';

const DAY_MS = 86_400_000;

/** The cases of a county or of all counties of a city as the list of a screen shows them, and as it is exported. */
export const CASE_TABLE: ListPage = {
  name: 'CaseTable',
  about: `Cases of a county or of all counties of a city as a list shows them; narrowed like \`cases\`.

sort: \`reported\` (the latest report first, as without it), \`reported_up\`, \`due\` (the earliest deadline first, those without one last), \`due_down\`.`,
  list: LISTS['cases']!,
  isOfCities: true,
  sorts: {
    reported: ['-reported_at', '-id'],
    reported_up: ['reported_at', 'id'],
    due: ['due_or_never', 'id'],
    due_down: ['-due_or_never', '-id'],
  },
  mostCounted: 10_000,
  row: {
    view: 'case',
    columns: [
      ...['tenant_id', 'id', 'case_no', 'stage', 'source_group', 'address', 'unit_name', 'reported_at', 'due_or_never'],
      ...JUDGED_COLUMNS,
    ],
    one: {
      class: { view: 'class', by: { id: 'class_id' }, columns: ['id', 'class_name'] },
      tenant: { view: 'tenant', by: {}, columns: ['tenant_id', 'slug', 'name', 'name_en'] },
    },
    many: {
      sources: {
        view: 'case_source',
        by: { case_id: 'id' },
        order: 'source_id, external_id',
        columns: ['source_id', 'external_id'],
      },
    },
  },
  computed: {
    verdict: {
      type: 'String!',
      about: 'As `verdict` of a case, at the moment of the answer.',
      of: (row, now) => verdictOf(judgedOf(row), now),
    },
    daysOver: {
      type: 'Int',
      about: 'Whole days of 24 hours by which it is, or was, over its deadline; null for one that is not.',
      of(row, now) {
        const overrun = overrunOf(judgedOf(row), now);
        return overrun === null ? null : Math.floor(overrun / DAY_MS);
      },
    },
  },
};
