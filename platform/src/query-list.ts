import { auditQuery } from './audit-query.ts';
import { breakdownQuery } from './assessment/breakdown-query.ts';
import { closingQuery } from './assessment/closing-query.ts';
import { countedInQuery } from './assessment/counted-in-query.ts';
import { lateCountsQuery } from './assessment/late-counts-query.ts';
import { lateEffectQuery } from './assessment/late-query.ts';
import { periodListQuery } from './assessment/period-list-query.ts';
import { actionsQuery } from './cases/lifecycle/read-offers.ts';
import { caseNowQuery } from './cases/read/case-now.ts';
import { heldCasesQuery } from './cases/read/held-cases.ts';
import { findCasesQuery } from './cases/read/find-cases.ts';
import { innerOfBodyQuery } from './cases/read/inner-of-body.ts';
import { NEW_CASE_QUERIES } from './cases/read/new-case-queries.ts';
import { waitingTasksQuery } from './cases/read/waiting-tasks.ts';
import { openOfCallerQuery } from './cases/reporter/open-of-caller.ts';
import { ownReportsQuery } from './cases/reports/own-reports.ts';
import { waitingReportsQuery } from './cases/reports/waiting-reports.ts';
import { mappingQuery } from './intake/mapping/mapping-query.ts';
import { rowsQuery } from './intake/report/rows-query.ts';

/** Every query of the platform beside GraphQL; the faces make their procedures and operations from these. */
export const QUERIES = {
  actionsQuery,
  auditQuery,
  breakdownQuery,
  caseNowQuery,
  closingQuery,
  countedInQuery,
  heldCasesQuery,
  findCasesQuery,
  innerOfBodyQuery,
  lateCountsQuery,
  lateEffectQuery,
  mappingQuery,
  ...NEW_CASE_QUERIES,
  openOfCallerQuery,
  ownReportsQuery,
  periodListQuery,
  rowsQuery,
  waitingReportsQuery,
  waitingTasksQuery,
} as const;
