/** The value, or an error naming what is missing: for what our own files and foreign keys vouch for. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`${what} is missing`);
  return value;
}
