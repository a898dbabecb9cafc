import type { ResultOf } from 'gql.tada';
import type { BatchReport } from './report.queries.ts';

/** What a person reads about an upload; sentences come from the one catalogue of problems, in both languages. */
export type Report = NonNullable<ResultOf<typeof BatchReport>['batch']>;
export type FindingGroup = Report['findingsByCode'][number];
export type UnknownWord = Report['unknownWords'][number];
