import '../service/graphile-env.ts';
import { actingOf, findingsByCode, getBatch, readSenders, unknownWords, type BatchKey } from '@liangji/platform';
import type { PgSelectSingleStep } from 'postgraphile/@dataplan/pg';
import { context, loadOne } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';
import { asActor } from '../../identity/as-actor.ts';
import { computed, type Asker } from './computed.ts';

/** Those of all uploads of a list at once. */
const senders = (batches: readonly (readonly [number, string])[], { shared }: { shared: Asker }) =>
  readSenders(
    shared.database,
    shared.actor.pool,
    actingOf(shared.actor),
    batches.map(([tenantId, batchId]): BatchKey => ({ tenantId, batchId })),
  );

const refusal = ({ database, actor }: Asker, tenantId: number, id: string) =>
  asActor(database, actor, async (trx) => (await getBatch(trx, tenantId, id)).refused);

const linesOf = ({ database, actor }: Asker, tenantId: number, id: string) =>
  asActor(database, actor, async (trx) => (await getBatch(trx, tenantId, id)).lines);

const findingsOfCode = ({ database, actor }: Asker, tenantId: number, id: string) =>
  asActor(database, actor, (trx) => findingsByCode(trx, tenantId, id));

/** As many as a screen shows; the download has all. */
const MOST_WORDS = 1_000;

const wordsOf = ({ database, actor }: Asker, tenantId: number, id: string) =>
  asActor(database, actor, async (trx) => (await unknownWords(trx, tenantId, id)).slice(0, MOST_WORDS));

/** What a person reads about an upload: who sent it, why it was refused, what was noticed, in sentences. */
export const batchReportPlugin = extendSchema({
  typeDefs: gql`
    extend type Batch {
      """
      Who sent it; null for a login nobody holds any more, and for a person of another tenant.
      """
      sender: Sender
      """
      Why the file as a whole was refused.
      """
      refusal: Refusal
      """
      Lines of the file by what they belong to: every line is one of these. Null until they are counted, and for uploads of earlier releases.
      """
      lines: Lines
      """
      What was noticed, by code, errors first, each with its first examples.
      """
      findingsByCode: [FindingsOfCode!]!
      """
      Words of the sender that its mapping does not know or leaves aside, with the number of their rows: at most 1,000, errors and
      frequent ones first; the download has all.
      """
      unknownWords: [UnknownWord!]!
    }

    type UnknownWord {
      code: String!
      """
      error or warning
      """
      severity: String!
      zh: String!
      en: String!
      """
      The sender's columns it stands in.
      """
      columns: [String!]!
      """
      Masked; empty for an empty cell.
      """
      word: String!
      rows: Int!
      firstLine: Int
    }

    type Sender {
      """
      person or machine
      """
      kind: String!
      """
      The person's name, or the client id of the machine.
      """
      name: String!
    }

    type Lines {
      """
      Of rows that could be read as rows.
      """
      records: Int!
      """
      Of rows that could not.
      """
      faults: Int!
      headers: Int!
      """
      Titles, totals and remarks.
      """
      notes: Int!
      blanks: Int!
    }

    type Refusal {
      code: String!
      zh: String!
      en: String!
    }

    type FindingsOfCode {
      code: String!
      """
      error or warning
      """
      severity: String!
      count: Int!
      zh: String!
      en: String!
      """
      The sender's columns all of them are about.
      """
      columns: [String!]!
      examples: [FindingExample!]!
    }

    type FindingExample {
      """
      0 = the file as a whole.
      """
      rowNo: Int!
      """
      Line of the file, counted from 1 with its header; null for the file as a whole and for uploads of earlier releases.
      """
      line: Int
      externalId: String
      """
      Field of ours the finding is about, or the sender's column.
      """
      field: String
      """
      The sender's own columns of that field.
      """
      columns: [String!]!
      """
      Masked.
      """
      received: String
      """
      What was expected, for people.
      """
      expects: Sentence
    }

    type Sentence {
      zh: String!
      en: String!
    }
  `,
  objects: {
    Batch: {
      plans: {
        sender($batch: PgSelectSingleStep) {
          const shared = () => context().get('asker');
          return loadOne([$batch.get('tenant_id'), $batch.get('id')], { shared, load: senders as never });
        },
        refusal: computed(refusal),
        lines: computed(linesOf),
        findingsByCode: computed(findingsOfCode),
        unknownWords: computed(wordsOf),
      },
    },
  },
});
