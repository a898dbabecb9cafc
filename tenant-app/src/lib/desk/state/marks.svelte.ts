/** Rows that are marked to be worked together, by their keys. */
export function createMarks() {
  const keys: Record<string, true> = $state({});
  /** Where a range begins: the row that was marked last. */
  let anchor: string | null = null;

  function mark(key: string) {
    keys[key] = true;
    anchor = key;
  }
  function unmark(key: string) {
    delete keys[key];
  }

  return {
    keys: keys as Readonly<Record<string, true>>,
    get count() {
      return Object.keys(keys).length;
    },
    toggle: (key: string) => (keys[key] ? unmark(key) : mark(key)),
    /** From the row that was marked last to this one, as they are seen. */
    range(key: string, order: readonly string[]) {
      const [to, from] = [order.indexOf(key), anchor === null ? -1 : order.indexOf(anchor)];
      const [first, last] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
      for (const between of order.slice(first, last + 1)) keys[between] = true;
      anchor = key;
    },
    unmark,
    clear() {
      for (const key of Object.keys(keys)) delete keys[key];
      anchor = null;
    },
  };
}

export type Marks = ReturnType<typeof createMarks>;
