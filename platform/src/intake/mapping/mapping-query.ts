import { z } from 'zod';
import { query } from '../../commands/query.ts';
import { getSource } from './batch.queries.ts';
import { parseMapping } from './document.ts';
import { explainMapping } from './explain-mapping.ts';
import { readVersion } from './read-mappings.ts';

const explained = {
  fields: z.array(
    z.strictObject({
      field: z.string(),
      columns: z.array(z.string()).describe('of the sender; empty where the field is a constant'),
      value: z.string().nullable().describe('the constant'),
      otherwise: z.string().nullable().describe('where the cell is empty'),
    }),
  ),
  words: z.array(
    z.strictObject({
      field: z.string(),
      word: z.string().describe('empty: every other word'),
      means: z.string().nullable().describe('name or code of ours; null: the row or cell is left aside'),
      name: z.string().nullable().describe('of the class or unit that the code stands for'),
      also: z.string().nullable().describe('filing condition of a class, group of a source'),
    }),
  ),
};

/** With what an upload is read, for people: the mapping in force or an earlier version, of one's own county or of one of the city. */
export const mappingQuery = query({
  name: 'mapping.read',
  title: { zh: '查看字段对照', en: 'Read a mapping' },
  input: z.strictObject({
    tenantId: z.int32().positive().describe('the county'),
    sourceCode: z.string().min(1).max(64),
    version: z.int32().positive().nullable().default(null).describe('null: the one in force'),
  }),
  output: z.strictObject({
    source: z.string(),
    version: z.int(),
    fromAt: z.iso.datetime().describe('in force from then'),
    inForce: z.int().describe('the version in force now'),
    document: z.record(z.string(), z.unknown()).describe('as it was put into force'),
    ...explained,
  }),
  problems: ['KEY-SOURCE', 'KEY-MAPPING', 'KEY-MAPPING-VERSION'],
  read: async (trx, { sourceId }, { tenantId, sourceCode, version }) => {
    const source = await getSource(trx, tenantId, { sourceId, code: sourceCode });
    const stored = await readVersion(trx, tenantId, source.sourceId, version);
    const { fields, words } = await explainMapping(trx, tenantId, parseMapping(stored.document));
    return {
      ...{ source: source.code, version: stored.version, fromAt: stored.fromAt.toISOString() },
      inForce: stored.versions[0]?.version ?? stored.version,
      document: stored.document as Record<string, unknown>,
      ...{ fields: [...fields], words: [...words] },
    };
  },
});
