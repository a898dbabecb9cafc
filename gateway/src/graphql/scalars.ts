import { message } from '@liangji/platform';
import { Kind, type ValueNode } from 'postgraphile/graphql';
import { z } from 'zod';
import 'postgraphile';
import { refuseValue } from './documents/value-problem.ts';

/** What a client may send, where PostgreSQL would read words too (`yesterday`, `infinity`) and take a zone for granted. */
const READ = {
  Datetime: {
    schema: z.iso.datetime({ offset: true }),
    description: 'An instant in ISO 8601 with its zone, such as 2026-10-01T00:00:00Z.',
    reason: (value: string) => message('graphql.instant', { value }),
  },
  Date: {
    schema: z.iso.date(),
    description: 'A day, such as 2026-10-01.',
    reason: (value: string) => message('graphql.day', { value }),
  },
} as const;

const isRead = (name: string): name is keyof typeof READ => Object.hasOwn(READ, name);

/** Longest value that a refusal repeats. */
const LONGEST = 64;

/** Reads instants and days strictly at the edge. */
export const scalarsPlugin: GraphileConfig.Plugin = {
  name: 'LiangjiScalarsPlugin',
  version: '1.0.0',
  schema: {
    hooks: {
      GraphQLScalarType(config) {
        if (!isRead(config.name)) return config;
        const { schema, description, reason } = READ[config.name];
        const read = (value: unknown): string => {
          const parsed = schema.safeParse(value);
          return parsed.success ? parsed.data : refuseValue(reason(String(value).slice(0, LONGEST)));
        };
        const parseLiteral = (node: ValueNode): string => read(node.kind === Kind.STRING ? node.value : node.kind);
        return { ...config, description, parseValue: read, parseLiteral };
      },
    },
  },
};
