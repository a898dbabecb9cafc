/** One labelled value of a page. */
export interface Fact {
  label: string;
  value: string | null | undefined;
  href?: string;
  /** Codes, hashes and identifiers. */
  mono?: boolean;
  /** Takes a line of its own. */
  wide?: boolean;
}
