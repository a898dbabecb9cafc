// Public: what happened.
export { FIELDS as CASE_FIELDS, type FieldName as CaseFieldName } from './fields.ts';
export { listenForCaseChanges, notifyCaseChanged, type CaseChange } from './case-changes.ts';
export { refreshCases } from './record/refresh-cases.ts';
export { verdictOf, verdictSql, type JudgedCase, type Verdict } from './judgement.ts';
export { rebuildTenant, type Rebuilt, type RowDifference } from './record/rebuild.ts';
export { explainDeadline, type CaseDeadline } from './read/explain-deadline.ts';
export { MAP_POINTS_LIMIT, readMapPoints, type MapPoint, type PointsWanted } from './read/map-points.ts';
