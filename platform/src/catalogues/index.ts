// Public: what a case can be about.
export { loadCatalogues, loadCataloguesBy } from './load-catalogues.ts';
export { classRules, classRulesInput, type ClassRule } from './class-rules.ts';
export { searchClasses, searchClassesInput, type FoundClass } from './search-classes.ts';
