import type { Trx } from '../../database/database.ts';
import { message } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import { wordsOf } from './compile.ts';
import type { MappingDocument } from './document.ts';
import { normalizeWord } from './words.ts';

/** Every street and community that a new mapping names must be there: else `ENV-MAPPING`, as `checkUnits` has it for units. */
export async function checkAreas(trx: Trx, tenantId: number, mapping: MappingDocument): Promise<void> {
  const named = (['street', 'community'] as const).flatMap((level) =>
    Object.values(wordsOf(mapping[level])).map((word) => ({ level, word })),
  );
  if (named.length === 0) return;
  const areas = await trx
    .selectFrom('biz.area')
    .select(['level', 'name', 'code'])
    .where('tenant_id', '=', tenantId)
    .where('level', 'in', ['street', 'community'])
    .execute();
  const known = new Set(
    areas.flatMap(({ level, name, code }) => [name, code ?? name].map((word) => `${level} ${normalizeWord(word)}`)),
  );
  const unknown = named.filter(({ level, word }) => !known.has(`${level} ${normalizeWord(word)}`));
  if (unknown.length === 0) return;
  const list = [...new Set(unknown.map(({ word }) => word))].join(', ');
  throw new Problem('ENV-MAPPING', { reason: message('mapping.area-unknown', { areas: list }) });
}
