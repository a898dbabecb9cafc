import '../service/graphile-env.ts';
import { readReadings, type SchemeReadings } from '@liangji/platform';
import type { PgSelectSingleStep } from 'postgraphile/@dataplan/pg';
import { context, get, loadOne, type Step } from 'postgraphile/grafast';
import { extendSchema, gql } from 'postgraphile/utils';
import { asActor } from '../../identity/as-actor.ts';
import type { Asker } from './computed.ts';

type Version = readonly [id: string, version: number];

const readAll = (versions: readonly Version[], { shared }: { shared: Asker }) =>
  asActor(shared.database, shared.actor, async (trx) => {
    const found: SchemeReadings[] = [];
    for (const [id, version] of versions) found.push(await readReadings(trx, shared.actor, { id, version }));
    return found;
  });

const read = (part: keyof SchemeReadings) => ($scheme: PgSelectSingleStep) => {
  const shared = () => context().get('asker');
  const columns = [$scheme.get('id'), $scheme.get('version')];
  const $read: Step<SchemeReadings> = loadOne(columns, { shared, load: readAll as never });
  return get($read, part);
};

/** What a scheme leaves to its city to decide, and what was decided. */
export const schemePlugin = extendSchema({
  typeDefs: gql`
    extend type Scheme {
      """
      The newest version of the scheme: only that one's readings can be adopted.
      """
      latestVersion: Int!
      """
      What the scheme reads into its sources where they leave something open. The city adopts it by scheme.adopt, or publishes
      a version that says something else.
      """
      readings: [SchemeReading!]!
    }

    type SchemeReading {
      """
      Its place in the document, as scheme.adopt takes it.
      """
      name: String!
      title: Sentence!
      """
      What is read, where few words are enough.
      """
      rule: Sentence
      note: Sentence
      """
      Null: it waits for the decision of the city.
      """
      adoption: SchemeAdoption
    }

    type SchemeAdoption {
      at: Datetime!
      """
      The version that was decided on; later ones read alike.
      """
      version: Int!
      reason: String!
      """
      Post of whoever decided.
      """
      post: String
      """
      Who decided; named to the city alone.
      """
      person: String
    }
  `,
  objects: {
    Scheme: { plans: { latestVersion: read('latestVersion'), readings: read('readings') } },
  },
});
