import { isSearchable, message, termsOf, TEXT_BLOCK, WORDS_SQL } from '@liangji/platform';
import { listOfCodec, TYPES } from 'postgraphile/@dataplan/pg';
import { sql } from 'postgraphile/pg-sql2';
import { refuseValue } from '../documents/value-problem.ts';
import { verbatim } from '../service/verbatim.ts';
import type { Argument } from './list.ts';

const TERMS = listOfCodec(TYPES.text);

const [BEFORE_TERMS, AFTER_TERMS] = WORDS_SQL.split('$terms') as [string, string];

/**
 * Cases whose text has all of some words (decision 0068): texts that have every two signs of them next to each other are found by
 * the key of biz.text_word, then the words are looked for in the text itself, which is masked. Refuses words that are too short.
 */
export const CASE_TEXT: Argument = {
  type: 'String',
  codec: {
    ...TERMS,
    toPg: (words: string) => (isSearchable(words) ? TERMS.toPg(termsOf(words)) : refuseValue(message('graphql.value'))),
  } as unknown as Argument['codec'],
  where(row, terms, sameReach) {
    const [word, hit, found] = ['word', 'hit', 'found'].map((name) => sql.identifier(Symbol(name))) as [
      ReturnType<typeof sql.identifier>,
      ReturnType<typeof sql.identifier>,
      ReturnType<typeof sql.identifier>,
    ];
    const words = sql`${verbatim(BEFORE_TERMS)}${terms}${verbatim(AFTER_TERMS)}`;
    return sql`${sameReach(row)} and ${row}.id = any(array(
      select ${found}.case_id
        from (select ${word}.tenant_id, ${word}.block * ${verbatim(String(TEXT_BLOCK))} + member as number
                from biz.text_word ${word} cross join unnest(${word}.members) as member
               where ${sameReach(word)} and ${word}.word = any(${words})
               group by 1, 2 having count(*) = cardinality(${words})) ${hit}
        join biz.case_text ${found} on ${found}.tenant_id = ${hit}.tenant_id and ${found}.number = ${hit}.number
       where ${sameReach(found)}
         and not exists (select from unnest(${terms}) as term where strpos(${found}.text, term) = 0)))`;
  },
};
