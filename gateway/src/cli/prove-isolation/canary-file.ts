import { createHash } from 'node:crypto';

/** The file each canary batch was uploaded as, and its photograph too: one good row, one without an id. */
export const fileOf = (word: string): string => `{"caseCode":"${word}","address":"${word}"}\n{"address":"${word}"}\n`;

/** Its name on the disk. */
export const sha256Of = (word: string): string => createHash('sha256').update(fileOf(word)).digest('hex');
