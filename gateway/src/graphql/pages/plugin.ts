import '../service/graphile-env.ts';
import { actingOf, askInTenant } from '@liangji/platform';
import { TYPES, type PgCodec } from 'postgraphile/@dataplan/pg';
import { context, loadOne, type FieldArgs } from 'postgraphile/grafast';
import 'postgraphile';
import type { Asker } from '../computed/computed.ts';
import { holdsWords } from '../service/free-words.ts';
import { columnsOf } from '../service/view-of.ts';
import { argumentsOf } from '../lists/arguments-of.ts';
import { PAGE_ARGUMENTS } from '../lists/as-page.ts';
import { CASE_LIST } from './case-list.ts';
import { CASE_PAGE } from './case-page.ts';
import { CASE_TABLE } from './case-table.ts';
import { DESK_CASE } from './desk-case.ts';
import { pageMask } from './mask-page.ts';
import { listPlan } from './list-plan.ts';
import { filtersOf, listReader } from './list-reader.ts';
import type { ListPage } from './list-statement.ts';
import { registerListTypes, registerPageTypes } from './page-types.ts';
import { pageStatement, type Page, type Views } from './page.ts';

/** What is measured to need it (`npm run bench -- page`), and nothing else. */
const PAGES: readonly Page[] = [CASE_PAGE, DESK_CASE];
const LIST_PAGES: readonly ListPage[] = [CASE_LIST, CASE_TABLE];

/** Numbers that JSON would round. */
const WIDE: readonly PgCodec[] = [TYPES.bigint, TYPES.numeric];

/** Pages that are one statement, in a step of their own: PostGraphile would write its SQL anew for every request. */
export const pagesPlugin: GraphileConfig.Plugin = {
  name: 'LiangjiPagesPlugin',
  version: '1.0.0',
  schema: {
    hooks: {
      init(_, build) {
        for (const { name, about, row } of PAGES) registerPageTypes(build, name, about, row);
        for (const page of LIST_PAGES) registerListTypes(build, page);
        return _;
      },
      GraphQLObjectType_fields(fields, build, { scope, fieldWithHooks }) {
        if (!scope.isRootQuery) return fields;
        const nameOf = ({ name }: { readonly name: string }) => name.charAt(0).toLowerCase() + name.slice(1);
        const added = [
          ...PAGES.map((page) => [nameOf(page), () => fieldOf(build, page)] as const),
          ...LIST_PAGES.map((page) => [nameOf(page), () => listFieldOf(build, page)] as const),
        ].map(([fieldName, make]) => [fieldName, fieldWithHooks({ fieldName }, make)]);
        return build.extend(fields, Object.fromEntries(added), 'pages');
      },
    },
  },
};

function fieldOf(build: GraphileBuild.Build, page: Page) {
  return {
    description: page.about,
    type: build.getOutputTypeByName(page.name),
    args: argumentsOf(build, { tenantId: 'Int!', id: 'UUID!' }),
    plan: planOf(page.name, pageStatement(page, viewsOf(build)), maskOf(build, page)),
  };
}

function listFieldOf(build: GraphileBuild.Build, page: ListPage) {
  const { name, about, list, row, isOfCities, sorts } = page;
  const types = Object.fromEntries(filtersOf(list).map(([filter, { type }]) => [filter, type]));
  const own = {
    ...(isOfCities ? { tenantId: 'Int', cityId: 'Int' } : { tenantId: 'Int!' }),
    ...(sorts ? { sort: 'String' } : {}),
    ...PAGE_ARGUMENTS,
  };
  const columns = columnsOf(build, row.view);
  const read = listReader(page, viewsOf(build), maskOf(build, page), (column) => columns[column]!.codec);
  return {
    description: about,
    type: new build.graphql.GraphQLNonNull(build.getOutputTypeByName(name)),
    args: argumentsOf(build, { ...own, ...types }),
    plan: listPlan(name, read, Object.keys(types), Object.keys(own)),
    extensions: { readList: read },
  };
}

const viewsOf = (build: GraphileBuild.Build): Views => ({
  isOfTenants: (view) => columnsOf(build, view)['tenant_id'] !== undefined,
  isWide: (view, column) => WIDE.some((codec) => codec === columnsOf(build, view)[column]?.codec),
});

/** People's words are shown masked. */
const maskOf = (build: GraphileBuild.Build, { row }: Pick<Page, 'row'>) =>
  pageMask(row, (view, column) => holdsWords(view, column, columnsOf(build, view)));

function planOf(name: string, text: string, mask: ReturnType<typeof pageMask>) {
  const load = async (keys: readonly (readonly unknown[])[], { shared: { database, actor } }: { shared: Asker }) => {
    const statements = keys.map((values) => ({ name, text, values: [...values] }));
    const answers = await askInTenant(database, actor.pool, actingOf(actor), statements);
    return answers.map(({ rows }) => {
      const [found] = rows as { page: Record<string, unknown> }[];
      return found === undefined ? null : mask(found.page);
    });
  };
  return (_$root: unknown, args: FieldArgs) =>
    loadOne([args.getRaw('tenantId'), args.getRaw('id')], {
      shared: () => context().get('asker'),
      load: load as never,
      name,
    });
}
