import type { WorkCalendar } from '../../calendars/calendar.ts';
import type { Lease } from '../batch/lease.ts';
import type { SeverityOf } from '../findings/severities.ts';
import type { Survey } from './survey.ts';

/** What the merge of a batch needs at every chunk. */
export interface MergeRun {
  readonly lease: Lease;
  readonly calendar: WorkCalendar;
  readonly severityOf: SeverityOf;
  readonly survey: Survey;
}
