// Public: what counts.
export { closePeriod, type ClosedPeriod } from './close-period.ts';
export { reopenPeriod } from './reopen-period.ts';
export { verifyPeriods, type PeriodVerdict } from './verify-periods.ts';
export { enterInputs, type InputToEnter } from './enter-inputs.ts';
export { readReadings, type SchemeReadings } from './adoptions.ts';
export { checkScheme } from './scheme/check-scheme.ts';
export { publishScheme } from './scheme/schemes.ts';
export { foldTenant, type FoldTurn } from './counting/fold.ts';
export {
  openPeriod,
  requireSeries,
  readPeriodMembers,
  readPeriod,
  readPeriods,
  type Member,
  type Period,
} from './period/periods.ts';
export { periodsWithFigures } from './period/period-figures.ts';
export { openRankedPeriod, type RankedPeriod } from './open-ranked-period.ts';
export type { ScoreNode } from './result/explain-score.ts';
export { explainResults, type ExplainedResult, type ReadResult } from './result/explain-results.ts';
export { readRanking, type RankingLine } from './result/rank-period.ts';
export { refreshRanking } from './refresh-ranking.ts';
export { planCatalogues, type CatalogueChange } from './catalogue-change.ts';
export { planCalendar, putCalendar, type CalendarChange } from './calendar-change.ts';
export { replayPeriod, type Replay } from './replay.ts';
export { readMapCells, type CountedCell, type DayWindow } from './counting/map-cells.ts';
