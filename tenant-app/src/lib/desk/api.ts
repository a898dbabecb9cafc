import { trpc } from '#lib/trpc/client.ts';

/** The procedures of the gateway, asked with the fetch of a `load` or the browser's. */
export const deskApi = (ask: typeof fetch) => trpc(ask);

export type DeskApi = ReturnType<typeof deskApi>;
type Cases = DeskApi['cases'];
type Answer<Procedure extends { readonly query: (...given: never[]) => Promise<unknown> }> = Awaited<
  ReturnType<Procedure['query']>
>;
type Given<Procedure extends { readonly mutate: (...given: never[]) => unknown }> = Parameters<Procedure['mutate']>[0];

export type Offers = Answer<Cases['actions']>;
/** An act on the case or the task that is open: allowed, or why not. */
export type Offer = Offers['offers'][number];
export type Reason = Offer['reasons'][number];
export type Need = Offer['needs'][number];
export type ActName = Offer['act'];
/** An act on a case that is there. */
export type ActOnCase = Exclude<ActName, 'register' | 'self_handle'>;
export type RegisterInput = Given<Cases['register']>;

export type Place = Answer<Cases['locate']>['places'][number];
export type FoundClass = Answer<Cases['search_classes']>['classes'][number];
export type Rule = Answer<Cases['class_rules']>['rules'][number];
export type Duplicate = Answer<Cases['likely_duplicates']>['duplicates'][number];
/** A case that a report may join, with the county it lies in. */
export type CaseToLink = Duplicate & { readonly tenantId: number };
export type Suggestion = Answer<Cases['suggest_unit']>['suggestions'][number];
export type FoundCases = Answer<Cases['find']>;
export type FoundBody = Answer<Cases['search_bodies']>['bodies'][number];
export type InnerOfBody = Answer<Cases['inner_of_body']>;
export type Revealed = Awaited<ReturnType<Cases['reveal_reporter']['mutate']>>;
export type CallersCase = Answer<Cases['open_of_caller']>['cases'][number];
type Waiting = Answer<DeskApi['reports']['waiting']>;
/** A report with the reasons out of which it is refused. */
export type WaitingReport = Waiting['reports'][number] & Pick<Waiting, 'reasons'>;
export type OwnReport = Answer<DeskApi['reports']['own']>['reports'][number];
export type WaitingTask = Answer<DeskApi['tasks']['waiting']>['tasks'][number];
export type ReportInput = Given<DeskApi['reports']['submit']>;
