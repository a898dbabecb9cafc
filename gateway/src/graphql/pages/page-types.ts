import '../service/graphile-env.ts';
import type { GraphQLObjectType, GraphQLOutputType } from 'postgraphile/graphql';
import 'postgraphile';
import { viewOf } from '../service/view-of.ts';
import { fieldName, type PageRow } from './page.ts';

/** Registers the type of a row of a page and of every row below it; its fields have the types of the view's own type. */
export function registerPageTypes(build: GraphileBuild.Build, typeName: string, about: string, row: PageRow): void {
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
    return Object.fromEntries([...columns, ...below.map(([name]) => [name, { type: typeBelow(name) }])]);
  };
  build.registerObjectType(typeName, {}, () => ({ description: about, fields }), `page ${typeName}`);
}

const LIST_PAGE_INFO = 'ListPageInfo';

/** Registers the type of a page of a list and of its rows. */
export function registerListTypes(build: GraphileBuild.Build, typeName: string, about: string, row: PageRow): void {
  const { GraphQLBoolean, GraphQLInt, GraphQLList, GraphQLNonNull } = build.graphql;
  const rowName = `${typeName}Row`;
  registerPageTypes(build, rowName, `A row of ${typeName}.`, row);
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
    totalCount: { type: new GraphQLNonNull(GraphQLInt), description: 'Rows of the whole list.' },
    pageInfo: { type: new GraphQLNonNull(build.getOutputTypeByName(LIST_PAGE_INFO)) },
    nodes: {
      type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(build.getOutputTypeByName(rowName)))),
    },
  });
  build.registerObjectType(typeName, {}, () => ({ description: about, fields }), `page ${typeName}`);
}
