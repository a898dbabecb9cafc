import './graphile-env.ts';
import type { PgCodec, PgSelectSingleStep } from 'postgraphile/@dataplan/pg';
import { lambda, type Step } from 'postgraphile/grafast';
import 'postgraphile';
import { holdsWords } from './free-words.ts';
import { shownWords } from './shown-words.ts';

/** Masks what people wrote in every field that is a column, wherever its row comes from. */
export const maskWordsPlugin: GraphileConfig.Plugin = {
  name: 'LiangjiMaskWordsPlugin',
  version: '1.0.0',
  schema: {
    hooks: {
      GraphQLObjectType_fields_field(field, _build, { scope, Self }) {
        const { pgFieldAttribute, pgCodec } = scope as { pgFieldAttribute?: object; pgCodec?: PgCodec };
        const attributes = pgCodec?.attributes;
        const view = pgCodec?.extensions?.pg?.name;
        if (pgFieldAttribute === undefined || attributes == null || view === undefined) return field;
        const column = Object.keys(attributes).find((name) => attributes[name] === pgFieldAttribute);
        if (column === undefined) throw new Error(`${Self.name}: a field of no column`);
        if (!holdsWords(view, column, attributes)) return field;
        const plan = (field.plan ?? (($row: PgSelectSingleStep) => $row.get(column))) as (...args: unknown[]) => Step;
        field.plan = ((...args) => lambda(plan(...args), shownWords, true)) as typeof field.plan;
        return field;
      },
    },
  },
};
