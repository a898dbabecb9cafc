import { wallText } from '@liangji/platform';
import { MOST_ROWS, type Cell, type ExportedList } from './exported-list.ts';
import type { Sheet, SheetCell } from './workbook.ts';

export type Language = 'zh' | 'en';

const WORDS = {
  about: { zh: '说明', en: 'About' },
  list: { zh: '列表', en: 'List' },
  at: { zh: '导出时间', en: 'Exported at' },
  by: { zh: '导出单位', en: 'Exported by' },
  rows: { zh: '行数', en: 'Rows' },
  cut: {
    zh: `只导出了前 ${MOST_ROWS} 行，其余未导出：请缩小筛选范围后再导出。`,
    en: `Only the first ${MOST_ROWS} rows were exported, the others were not: narrow the list and export again.`,
  },
} as const;

/** The sheet of the rows, and behind it one that says what they are. Of more than 100,000 rows the first, and that it was cut. */
export function sheetsOf<Row>(
  { name, about, columns, rows }: Omit<ExportedList<Row>, 'marks'>,
  now: Date,
  { zone, language, by }: { readonly zone: string; readonly language: Language; readonly by: string },
): Sheet[] {
  const cell = (value: Cell): SheetCell => cellOf(value, zone, language);
  let written = 0;
  let isCut = false;

  async function* cells(): AsyncGenerator<readonly SheetCell[]> {
    for await (const row of rows) {
      if (written === MOST_ROWS) {
        isCut = true;
        yield [WORDS.cut[language]];
        return;
      }
      written += 1;
      yield columns.map(({ of }) => cell(of(row)));
    }
  }
  function* explained(): Generator<readonly SheetCell[]> {
    yield [WORDS.list[language], name[language]];
    yield [WORDS.by[language], by];
    yield [WORDS.at[language], cell(now)];
    for (const [title, value] of about) yield [title[language], cell(value)];
    yield [WORDS.rows[language], written];
    if (isCut) yield ['', WORDS.cut[language]];
  }
  return [
    {
      name: name[language],
      widths: columns.map(({ width }) => width),
      head: columns.map(({ title }) => title[language]),
      rows: cells(),
    },
    { name: WORDS.about[language], widths: [18, 60], head: [WORDS.about[language], ''], rows: explained() },
  ];
}

/** A moment by the clock of the reader's tenant, words in his language. */
export function cellOf(value: Cell, zone: string, language: Language): SheetCell {
  if (value instanceof Date) return new Date(`${wallText(value, zone).replace(' ', 'T')}Z`);
  return typeof value === 'object' && value !== null ? value[language] : value;
}
