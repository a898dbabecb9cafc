import type { ApolloClient } from '@apollo/client';
import type { Actor } from '#lib/session/actor.ts';
import { deskApi } from '../api.ts';
import type { DeskApi } from '../api.ts';
import type { Opened } from '../open.ts';
import type { Ask, RowPage } from '../read.ts';
import { reachOf } from '../views.ts';
import type { Count, ViewName } from '../views.ts';

/** What a page of the desk brings with it. */
export interface DeskStart {
  readonly actor: Actor;
  readonly client: ApolloClient;
  readonly view: ViewName;
  readonly page: RowPage;
  readonly counts: readonly Count[];
  readonly opened: Opened | null;
  readonly people: ReadonlyMap<string, string>;
}

/** What every part of a desk asks with, and for whom. */
export interface Ground {
  readonly actor: Actor;
  readonly unitId: number;
  readonly api: DeskApi;
  readonly ask: Ask;
}

/** A change of a case, as it is heard of or made here. */
export interface Change {
  readonly tenantId: number;
  readonly caseId: string;
  readonly version: number;
}

/** What was heard of and could not be read is asked for again, milliseconds. */
export const AGAIN_MS = 3_000;

export function groundOf({ actor, client }: Pick<DeskStart, 'actor' | 'client'>): Ground {
  const ask: Ask = async (query, variables) => {
    const options = { query, variables, fetchPolicy: 'no-cache' } as unknown as Parameters<typeof client.query>[0];
    return (await client.query(options)).data as never;
  };
  return { actor, unitId: reachOf(actor).unitId, api: deskApi((...given) => fetch(...given)), ask };
}
