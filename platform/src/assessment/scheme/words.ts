import type { Scheme } from './compile-scheme.ts';
import { counterOf, isCounterName } from './counters.ts';
import { elsewhereOf, printExpression, type Expression, type Scope } from './expression.ts';
import type { Words } from './scheme-document.ts';

/** What a name of a scheme is called: a definition, an input or a counter. */
export function titleOf({ document }: Pick<Scheme, 'document'>, name: string): Words {
  const elsewhere = elsewhereOf(name);
  if (elsewhere !== null) {
    const { zh, en } = titleOf({ document }, elsewhere.of);
    const { zh: whereZh, en: whereEn } = SCOPE_WORDS[elsewhere.scope];
    return { zh: `${whereZh}${zh}`, en: `${en} ${whereEn}` };
  }
  const own = document.definitions[name] ?? document.inputs[name];
  if (own !== undefined) return own.title;
  if (!isCounterName(name)) throw new RangeError(`scheme ${document.id} has no ${name}`);
  const { zh, en } = counterOf(name, document);
  return { zh, en };
}

const SCOPE_WORDS: Readonly<Record<Scope, Words>> = {
  previous: { zh: '上期', en: 'of the period before' },
  last_year: { zh: '去年同期', en: 'of the same period last year' },
  sum_of_group: { zh: '全组', en: 'of the whole group' },
};

const SIGN = { '+': '+', '-': '−', '*': '×', '/': '÷' } as const;

/** A formula as people write it: `archive_num / need_archive_num` → `结案数 ÷ 应结案数`. */
export function formulaInWords(scheme: Scheme, expression: Expression): Words {
  const write = (language: keyof Words): string =>
    printExpression(expression, { name: (name) => titleOf(scheme, name)[language], sign: SIGN });
  return { zh: write('zh'), en: write('en') };
}
