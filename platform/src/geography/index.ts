// Public: where it is.
export { readAreas, type OutlinedArea } from './read-outlines.ts';
export { CRS, type Crs } from './crs.ts';
