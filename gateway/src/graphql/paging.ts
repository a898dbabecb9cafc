import { GraphQLError, GraphQLNonNull, Kind } from 'postgraphile/graphql';
import 'postgraphile';

/** The most rows one list of one request may hold. */
export const PAGE_LIMIT = 1000;

function pageSize(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= PAGE_LIMIT) return value;
  throw new GraphQLError(`PageSize must be a whole number from 0 to ${PAGE_LIMIT}`);
}

/**
 * Every list and every connection must be told how many rows it may hold, `first: PageSize!`, and the type itself
 * refuses more than PAGE_LIMIT: no document can ask for everything. Pages are cut by `first` and `offset` only; edges
 * and cursors are not offered, because every list here has one fixed order. A list without rows is empty, never null.
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
      GraphQLObjectType_fields_field(field, _build, { scope }) {
        const isList = scope.isPgFieldConnection || scope.isPgFieldSimpleCollection;
        if (isList && !(field.type instanceof GraphQLNonNull)) field.type = new GraphQLNonNull(field.type);
        return field;
      },
      GraphQLObjectType_fields_field_args(args, build) {
        if (args['first'] !== undefined) args['first'].type = new GraphQLNonNull(build.getInputTypeByName('PageSize'));
        delete args['after'];
        return args;
      },
    },
  },
};
