import '../service/graphile-env.ts';
import { context, lambda, list as listStep, object, type FieldArgs, type Step } from 'postgraphile/grafast';
import type { PgResource, PgSelectStep } from 'postgraphile/@dataplan/pg';
import { unitsOf } from '@liangji/platform';
import 'postgraphile';
import { $nameTenant } from '../tenant/name-tenant.ts';
import { viewOf } from '../service/view-of.ts';
import { argumentsOf } from './arguments-of.ts';
import { addConditions } from './conditions.ts';
import type { List } from './list.ts';
import { LISTS } from './lists.ts';
import { asPage, PAGE_ARGUMENTS } from './as-page.ts';

const FIRST = { first: 'PageSize!' };

/** The root fields of the lists: each a plan over its view, written into SQL as far as its arguments are given. */
export const listsPlugin: GraphileConfig.Plugin = {
  name: 'LiangjiListsPlugin',
  version: '1.0.0',
  schema: {
    hooks: {
      GraphQLObjectType_fields(fields, build, { scope, fieldWithHooks }) {
        if (!scope.isRootQuery) return fields;
        const added = Object.entries(LISTS).map(([fieldName, list]) => {
          const resource = viewOf(build, list.view);
          return [fieldName, fieldWithHooks({ fieldName }, () => fieldOf(build, fieldName, list, resource))];
        });
        return build.extend(fields, Object.fromEntries(added), 'lists');
      },
    },
  },
};

function fieldOf(build: GraphileBuild.Build, name: string, list: List, resource: PgResource) {
  const { GraphQLList, GraphQLNonNull } = build.graphql;
  const types = {
    ...Object.fromEntries(Object.entries(list.args).map(([argument, { type }]) => [argument, type])),
    ...(list.pages ? PAGE_ARGUMENTS : FIRST),
  };
  const type = list.pages
    ? build.getOutputTypeByName(build.inflection.tableConnectionType(resource.codec))
    : new GraphQLList(new GraphQLNonNull(build.getOutputTypeByName(build.inflection.tableType(resource.codec))));
  return {
    description: list.about,
    type: new GraphQLNonNull(type),
    args: argumentsOf(build, types),
    plan: (_$root: Step, args: FieldArgs) => {
      const $rows = select(name, list, resource, args);
      if (list.pages) return asPage($rows, args);
      $rows.setFirst(args.getRaw('first') as Step<number>);
      return $rows;
    },
  };
}

function select(name: string, list: List, resource: PgResource, args: FieldArgs): PgSelectStep {
  const $rows = resource.find() as PgSelectStep;
  const $given = object(Object.fromEntries(Object.keys(list.args).map((each) => [each, args.getRaw(each)])));
  const $conditions = lambda(
    listStep([$given, $nameTenant(), context().get('asker').get('actor')]),
    ([values, nameTenant, { body }]) =>
      addConditions(name, list, values, nameTenant, (unitId) => (unitId === body.id ? unitsOf(body) : [unitId])),
  );
  $rows.apply($conditions);
  for (const column of list.order) {
    $rows.orderBy({ attribute: column.replace('-', ''), direction: column.startsWith('-') ? 'DESC' : 'ASC' });
  }
  $rows.setOrderIsUnique();
  return $rows;
}
