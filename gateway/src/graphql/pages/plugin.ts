import '../service/graphile-env.ts';
import { actingOf, askInTenant } from '@liangji/platform';
import { TYPES, type PgCodec } from 'postgraphile/@dataplan/pg';
import { context, loadOne, type FieldArgs } from 'postgraphile/grafast';
import 'postgraphile';
import type { Asker } from '../computed/computed.ts';
import { holdsWords } from '../service/free-words.ts';
import { columnsOf } from '../service/view-of.ts';
import { CASE_PAGE } from './case-page.ts';
import { pageMask } from './mask-page.ts';
import { registerPageTypes } from './page-types.ts';
import { pageStatement, type Page, type Views } from './page.ts';

/** What is measured to need it (`npm run bench -- page`), and nothing else. */
const PAGES: readonly Page[] = [CASE_PAGE];

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
        return _;
      },
      GraphQLObjectType_fields(fields, build, { scope, fieldWithHooks }) {
        if (!scope.isRootQuery) return fields;
        const added = PAGES.map((page) => {
          const name = page.name.charAt(0).toLowerCase() + page.name.slice(1);
          return [name, fieldWithHooks({ fieldName: name }, () => fieldOf(build, page))];
        });
        return build.extend(fields, Object.fromEntries(added), 'pages');
      },
    },
  },
};

function fieldOf(build: GraphileBuild.Build, page: Page) {
  const { GraphQLInt, GraphQLNonNull } = build.graphql;
  const views: Views = {
    isOfTenants: (view) => columnsOf(build, view)['tenant_id'] !== undefined,
    isWide: (view, column) => WIDE.some((codec) => codec === columnsOf(build, view)[column]?.codec),
  };
  return {
    description: page.about,
    type: build.getOutputTypeByName(page.name),
    args: {
      tenantId: { type: new GraphQLNonNull(GraphQLInt) },
      id: { type: new GraphQLNonNull(build.getInputTypeByName('UUID')) },
    },
    plan: planOf(
      page.name,
      pageStatement(page, views),
      pageMask(page.row, (view, column) => holdsWords(view, column, columnsOf(build, view))),
    ),
  };
}

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
