import { writeFileSync } from 'node:fs';
import { realmText } from './text.ts';

writeFileSync(new URL('liangji-realm.json', import.meta.url), await realmText());
