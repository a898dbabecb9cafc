/** Runs a job for each item, in their order, at most so many at a time. A job answers for its own faults. */
export async function each<Item>(
  items: readonly Item[],
  most: number,
  job: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await job(next);
  };
  await Promise.all(Array.from({ length: most }, work));
}
