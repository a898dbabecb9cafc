import type { DeskClient } from './client.ts';

/** Squads of the own body, by number, asked for once: a body that works cases has some, a desk none. */
export function createSquads({ actor, api }: DeskClient) {
  let names = $state.raw<ReadonlyMap<number, string>>(new Map());

  return {
    get names() {
      return names;
    },
    async read() {
      if (actor.kind !== 'unit') return;
      const { units } = await api.cases.inner_of_body.query({});
      names = new Map(units.map(({ unitId, name }) => [unitId, name]));
    },
  };
}
