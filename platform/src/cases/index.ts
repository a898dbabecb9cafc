// Public: what happened.
export { FIELDS as CASE_FIELDS, type FieldName as CaseFieldName } from './fields.ts';
export { refreshCases } from './record/refresh-cases.ts';
export { verdictOf, verdictSql, type JudgedCase, type Verdict } from './judgement.ts';
export { rebuildTenant, type Rebuilt, type RowDifference } from './record/rebuild.ts';
export { explainDeadline, type CaseDeadline } from './read/explain-deadline.ts';
export { MAP_POINTS_LIMIT, readMapPoints, type MapPoint, type PointsWanted } from './read/map-points.ts';
export { installationDigest } from './reporter/installation-digest.ts';
export { openOfCaller, openOfCallerInput, type CallersCase } from './reporter/open-of-caller.ts';
export { waitingReports, waitingReportsInput, type WaitingReport } from './reports/waiting-reports.ts';
export { likelyDuplicates, likelyDuplicatesInput, type LikelyDuplicate } from './read/likely-duplicates.ts';
export { locate, locateInput, type LocatedPlace } from './read/locate.ts';
export { searchBodies, searchBodiesInput, type FoundBody } from './read/search-bodies.ts';
export { suggestUnit, suggestUnitInput, type SuggestedUnit } from './read/suggest-unit.ts';
