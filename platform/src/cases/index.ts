// Public: what happened.
export * from './media/index.ts';
export { FIELDS as CASE_FIELDS, type FieldName as CaseFieldName } from './fields.ts';
export { refreshCases } from './record/refresh-cases.ts';
export { verdictOf, verdictSql, type JudgedCase, type Verdict } from './judgement.ts';
export { rebuildTenant, type Rebuilt, type RowDifference } from './record/rebuild.ts';
export { limitOfStep, type LimitedCase } from './limit-of-step.ts';
export { lampOf, stepDue, WARN_SHARE, type Lamp, type StepDue } from './step-due.ts';
export { explainDeadline, type CaseDeadline } from './read/explain-deadline.ts';
export { MAP_POINTS_LIMIT, readMapPoints, type MapPoint, type PointsWanted } from './read/map-points.ts';
export { readOffers, type Offers } from './lifecycle/read-offers.ts';
export { ACT_NAMES, type ActName } from './lifecycle/acts.ts';
export { ACT_COMMANDS } from './lifecycle/commands.ts';
export type { Offer } from './lifecycle/offers.ts';
export type { Need } from './lifecycle/transition.ts';
export { sweepDue } from './sweep-due.ts';
export { installationDigest } from './reporter/installation-digest.ts';
export { openOfCaller, openOfCallerInput, type CallersCase } from './reporter/open-of-caller.ts';
export { waitingReports, waitingReportsInput, type WaitingReport } from './reports/waiting-reports.ts';
