import type { ApolloClient } from '@apollo/client';
import type { Actor } from '#lib/session/actor.ts';
import { deskApi } from '../api.ts';
import type { DeskApi } from '../api.ts';
import type { Opened } from '../open.ts';
import type { Ask, RowPage } from '../read.ts';
import { reachOf } from '../views.ts';
import type { ViewName } from '../views.ts';
import type { Summary } from './summary.svelte.ts';

/** What a page of the desk brings with it. */
export interface DeskStart {
  readonly actor: Actor;
  readonly client: ApolloClient;
  readonly view: ViewName;
  readonly page: RowPage;
  readonly summary: Summary;
  readonly opened: Opened | null;
  readonly people: ReadonlyMap<string, string>;
}

/** What every part of a desk asks with, and for whom. */
export interface DeskClient {
  readonly actor: Actor;
  /** The body acted for, and the desks it replaces. */
  readonly units: readonly number[];
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

export function deskClient({ actor, client }: Pick<DeskStart, 'actor' | 'client'>): DeskClient {
  const ask: Ask = async (query, variables) => {
    const options = { query, variables, fetchPolicy: 'no-cache' } as unknown as Parameters<typeof client.query>[0];
    return (await client.query(options)).data as never;
  };
  const { units } = reachOf(actor);
  return { actor, units, api: deskApi((...given) => fetch(...given)), ask };
}
