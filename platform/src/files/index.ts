// Public: bytes on the disk, named by their content.
export { removeAbandoned } from './remove-abandoned.ts';
