import './service/graphile-env.ts';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { batchReportPlugin } from './computed/batch-report.ts';
import { caseDeadlinePlugin } from './computed/case-deadline.ts';
import { deskPlugin } from './computed/desk.ts';
import { periodPlugin } from './computed/period.ts';
import { schemePlugin } from './computed/scheme.ts';
import { scorePlugin } from './computed/score.ts';
import { verdictPlugin } from './computed/verdict.ts';
import { instantCodecPlugin } from './instant-codec.ts';
import { listsPlugin } from './lists/plugin.ts';
import { namingPlugin } from './naming.ts';
import { pagesPlugin } from './pages/plugin.ts';
import { pagingPlugin } from './paging.ts';
import { maskWordsPlugin } from './service/mask-words.ts';
import { scalarsPlugin } from './scalars.ts';
import { submitCasesPlugin } from './submit-cases.ts';
import { tenantPlugin } from './tenant/plugin.ts';

/** PostGraphile's parts that have no use here: Node ids, JWTs, generated writes, subscriptions, functions, orders. */
const LEFT_OUT = [
  'NodePlugin',
  'AddNodeInterfaceToSuitableTypesPlugin',
  'NodeIdCodecBase64JSONPlugin',
  'NodeIdCodecPipeStringPlugin',
  'RegisterQueryNodePlugin',
  'NodeAccessorPlugin',
  'PgTableNodePlugin',
  'PgNodeIdAttributesPlugin',
  'PgJWTPlugin',
  'PgMutationCreatePlugin',
  'PgMutationUpdateDeletePlugin',
  'PgMutationPayloadEdgePlugin',
  'MutationPayloadQueryPlugin',
  'ClientMutationIdDescriptionPlugin',
  'SubscriptionPlugin',
  'QueryQueryPlugin',
  'PgConnectionArgOrderByPlugin',
  'PgConnectionArgOrderByDefaultValuePlugin',
  'PgOrderAllAttributesPlugin',
  'PgOrderByPrimaryKeyPlugin',
  'PgOrderCustomFieldsPlugin',
];

/**
 * What is offered: rows by key, the lists of `lists/`, forward relations, and those backward relations that ask for it by
 * a tag. Not offered: generated writes, whole tables (a list of tenant rows must name the tenant: rule 11 of Citus),
 * lists from a tenant or a class down to tenant rows (rule 17), filters and orders of PostGraphile's own.
 */
const BEHAVIOUR = [
  '-insert',
  '-update',
  '-delete',
  '-query:resource:connection',
  '-query:resource:list',
  '-manyRelation:resource:connection',
  '-manyRelation:resource:list',
  '-filterBy',
  '-orderBy',
  '-resource:connection:backwards',
].join(' ');

/** The schema without a database or a server: shared by the gateway and by the command that writes schema.graphql. */
export const schemaPreset: GraphileConfig.Preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [
    namingPlugin,
    pagingPlugin,
    scalarsPlugin,
    instantCodecPlugin,
    listsPlugin,
    tenantPlugin,
    maskWordsPlugin,
    pagesPlugin,
    caseDeadlinePlugin,
    verdictPlugin,
    batchReportPlugin,
    deskPlugin,
    periodPlugin,
    schemePlugin,
    scorePlugin,
    submitCasesPlugin,
  ],
  disablePlugins: LEFT_OUT,
  gather: { pgStrictFunctions: true },
  schema: {
    defaultBehavior: BEHAVIOUR,
    pgForbidSetofFunctionsToReturnNull: true,
    dontSwallowErrors: true,
  },
};
