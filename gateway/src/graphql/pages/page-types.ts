import '../service/graphile-env.ts';
import type { GraphQLObjectType, GraphQLOutputType } from 'postgraphile/graphql';
import 'postgraphile';
import { viewOf } from '../service/view-of.ts';
import type { ListPage } from './list-statement.ts';
import { fieldName, type PageRow } from './page.ts';

/** Registers the type of a row of a page and of every row below it; its fields have the types of the view's own type. */
export function registerPageTypes(
  build: GraphileBuild.Build,
  typeName: string,
  about: string,
  row: PageRow,
  computed: ListPage['computed'] = {},
): void {
  const below = Object.entries({ ...row.one, ...row.many });
  const nameBelow = (name: string): string => typeName + name.charAt(0).toUpperCase() + name.slice(1);
  const ownTypeName = (view: string): string => build.inflection.tableType(viewOf(build, view).codec);
  for (const [name, child] of below) {
    registerPageTypes(build, nameBelow(name), `As much of ${ownTypeName(child.view)} as the page shows.`, child);
  }

  const { GraphQLList, GraphQLNonNull } = build.graphql;
  const typeBelow = (name: string): GraphQLOutputType => {
    const type = build.getOutputTypeByName(nameBelow(name));
    const isList = row.many?.[name] !== undefined;
    return isList ? new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(type))) : type;
  };
  const fields = () => {
    const whole = (build.getTypeByName(ownTypeName(row.view)) as GraphQLObjectType).getFields();
    const columns = row.columns.map(fieldName).map((name) => {
      const field = whole[name];
      if (field === undefined) throw new Error(`${typeName}: view ${row.view} has no column for ${name}`);
      return [name, { type: field.type }];
    });
    const worked = Object.entries(computed).map(([name, { type, about: description }]) => {
      const nullable = build.getOutputTypeByName(type.replace('!', ''));
      return [name, { type: type.endsWith('!') ? new GraphQLNonNull(nullable) : nullable, description }];
    });
    return Object.fromEntries([...columns, ...worked, ...below.map(([name]) => [name, { type: typeBelow(name) }])]);
  };
  build.registerObjectType(typeName, {}, () => ({ description: about, fields }), `page ${typeName}`);
}

const LIST_PAGE_INFO = 'ListPageInfo';

/** Registers the type of a page of a list and of its rows. */
export function registerListTypes(
  build: GraphileBuild.Build,
  { name: typeName, about, row, computed, mostCounted }: ListPage,
): void {
  const { GraphQLBoolean, GraphQLInt, GraphQLList, GraphQLNonNull } = build.graphql;
  const rowName = `${typeName}Row`;
  registerPageTypes(build, rowName, `A row of ${typeName}.`, row, computed);
  const [yesOrNo, cursor] = [{ type: new GraphQLNonNull(GraphQLBoolean) }, () => build.getOutputTypeByName('Cursor')];
  if (build.getTypeMetaByName(LIST_PAGE_INFO) === null) {
    const fields = () => ({
      startCursor: { type: cursor() },
      endCursor: { type: cursor() },
      hasPreviousPage: yesOrNo,
      hasNextPage: yesOrNo,
    });
    const description = 'Where a page of a list begins and ends, and whether there is more.';
    build.registerObjectType(LIST_PAGE_INFO, {}, () => ({ description, fields }), LIST_PAGE_INFO);
  }
  const fields = () => ({
    totalCount: {
      type: new GraphQLNonNull(GraphQLInt),
      description:
        mostCounted === undefined
          ? 'Rows of the whole list.'
          : `Rows of the whole list; ${mostCounted + 1} means more than ${mostCounted}.`,
    },
    pageInfo: { type: new GraphQLNonNull(build.getOutputTypeByName(LIST_PAGE_INFO)) },
    nodes: {
      type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(build.getOutputTypeByName(rowName)))),
    },
  });
  build.registerObjectType(typeName, {}, () => ({ description: about, fields }), `page ${typeName}`);
}
