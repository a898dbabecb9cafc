import type { Scheme } from './compile-scheme.ts';
import { counterOf, isCounterName } from './counters.ts';
import { printExpression, type Expression } from './expression.ts';
import type { Words } from './scheme-document.ts';

/** What a name of a scheme is called: a definition, an input or a counter. */
export function titleOf({ document }: Scheme, name: string): Words {
  const own = document.definitions[name] ?? document.inputs[name];
  if (own !== undefined) return own.title;
  if (!isCounterName(name)) throw new RangeError(`scheme ${document.id} has no ${name}`);
  const { zh, en } = counterOf(name, document);
  return { zh, en };
}

const SIGN = { '+': '+', '-': '−', '*': '×', '/': '÷' } as const;

/** A formula as people write it: `archive_num / need_archive_num` → `结案数 ÷ 应结案数`. */
export function formulaInWords(scheme: Scheme, expression: Expression): Words {
  const write = (language: keyof Words): string =>
    printExpression(expression, { name: (name) => titleOf(scheme, name)[language], sign: SIGN });
  return { zh: write('zh'), en: write('en') };
}
