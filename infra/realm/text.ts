import { format } from 'prettier';
import { composeRealm } from './compose.ts';

/** The exact text of the committed realm file, in the repository's own format. */
export function realmText(): Promise<string> {
  return format(JSON.stringify(composeRealm()), { parser: 'json', printWidth: 120, objectWrap: 'collapse' });
}
