import '../service/graphile-env.ts';
import { context, loadOne, type FieldArgs } from 'postgraphile/grafast';
import type { Asker } from '../computed/computed.ts';
import type { AskedPage, ListReader } from './list-reader.ts';

/** Makes the plan of the field of a list out of its reader and the names of the arguments that narrow it. */
export function listPlan(name: string, read: ListReader, filters: readonly string[], own: readonly string[]) {
  const asked = [...own, ...filters];

  const load = async (all: readonly (readonly unknown[])[], { shared }: { shared: Asker }) => {
    const pages: unknown[] = [];
    for (const values of all) {
      const given = Object.fromEntries(asked.map((each, index) => [each, values[index]]));
      pages.push(await read(shared, { ...(given as unknown as AskedPage), filters: given }));
    }
    return pages;
  };
  return (_$root: unknown, args: FieldArgs) =>
    loadOne(
      asked.map((each) => args.getRaw(each)),
      { shared: () => context().get('asker'), load: load as never, name },
    );
}
