import { message } from '@liangji/platform';
import { GraphQLNonNull, Kind } from 'postgraphile/graphql';
import 'postgraphile';
import { refuseValue } from './documents/value-problem.ts';

/** The most rows one list of one request may hold. */
export const PAGE_LIMIT = 1000;

function pageSize(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= PAGE_LIMIT) return value;
  return refuseValue(message('graphql.page-size', { limit: PAGE_LIMIT }));
}

/**
 * Every list must be asked how many rows it may hold, `first: PageSize!`, and the type itself refuses more than PAGE_LIMIT:
 * no document can ask for everything. Rows are never skipped by counting (`offset` reads what it skips): long lists go on
 * from a cursor (`lists/as-page.ts`), and lists inside of rows are short.
 */
export const pagingPlugin: GraphileConfig.Plugin = {
  name: 'LiangjiPagingPlugin',
  version: '1.0.0',
  schema: {
    hooks: {
      init(_, build) {
        build.registerScalarType(
          'PageSize',
          {},
          () => ({
            description: `How many rows to read at most: 0 to ${PAGE_LIMIT}.`,
            serialize: pageSize,
            parseValue: pageSize,
            parseLiteral: (node) => pageSize(node.kind === Kind.INT ? Number(node.value) : undefined),
          }),
          'the type of every "first"',
        );
        return _;
      },
      GraphQLObjectType_fields(fields, _build, { scope }) {
        if (scope.isConnectionType) delete fields['edges'];
        return fields;
      },
      GraphQLObjectType_fields_field_args(args, build, { scope }) {
        if (!scope.isPgFieldSimpleCollection) return args;
        args['first']!.type = new GraphQLNonNull(build.getInputTypeByName('PageSize'));
        delete args['offset'];
        return args;
      },
    },
  },
};
