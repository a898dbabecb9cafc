// Public: what a case can be about.
export { loadCatalogues, loadCataloguesBy } from './load-catalogues.ts';
export type { ClassRule } from './class-rules.ts';
export type { FoundClass } from './search-classes.ts';
