/** One step of the way back. */
export interface Crumb {
  href: string;
  text: string;
}
