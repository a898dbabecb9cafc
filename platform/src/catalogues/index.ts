// Public: what a case can be about.
export { loadCatalogues, loadCataloguesBy } from './load-catalogues.ts';
