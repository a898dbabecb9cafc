/** What a row is found by. */
export interface Named {
  readonly name: string;
  readonly code: string;
  /** Other words it goes by: former names, the names of its conditions. */
  readonly also: readonly string[];
}

/** Lower comes first; within a rank by the number. */
type Rank = readonly [rank: number, within: number];

/** Blanks and what an input method puts between syllables not yet committed. */
const SEPARATORS = /[\s'’·`]+/g;

/**
 * The rows that words, a code or pinyin may mean, the likeliest first: pinyin in full, by initials or mixed, as typed before an
 * input method commits it (gd'gs → 供电公司). Words that stand in no name are compared by pairs of signs (井盖缺失 → 上水井盖).
 */
export async function searchNames<Row>(
  rows: readonly Row[],
  words: string,
  namedOf: (row: Row) => Named,
): Promise<Row[]> {
  const wanted = words.normalize('NFKC').toLowerCase().replace(SEPARATORS, '');
  if (wanted === '') return [];
  const byPinyin = /[a-z]/.test(wanted) ? await pinyinRank(wanted) : () => null;
  return rows
    .map((row, at) => ({ row, at, rank: rankOf(namedOf(row), wanted, byPinyin) }))
    .filter((found): found is typeof found & { rank: Rank } => found.rank !== null)
    .toSorted((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.at - b.at)
    .map(({ row }) => row);
}

function rankOf({ name, code, also }: Named, wanted: string, byPinyin: (name: string) => Rank | null): Rank | null {
  const plain = name.normalize('NFKC').toLowerCase();
  if (code.toLowerCase() === wanted || plain === wanted) return [0, 0];
  if (/\d/.test(wanted) && code.startsWith(wanted)) return [1, code.length];
  const at = plain.indexOf(wanted);
  if (at >= 0) return [at === 0 ? 2 : 3, plain.length];
  if (plain.length > 1 && wanted.includes(plain)) return [4, -plain.length];
  const pinyin = byPinyin(plain);
  if (pinyin !== null) return pinyin;
  const shared = sharedPairs(plain, wanted);
  if (shared > 0) return [7, -shared];
  return also.some((each) => each.includes(wanted) || sharedPairs(each, wanted) > 1) ? [8, plain.length] : null;
}

/** The dictionary is 86 KB: loaded when somebody first types letters. */
async function pinyinRank(wanted: string): Promise<(name: string) => Rank | null> {
  const { match } = await import('pinyin-pro');
  return (name) => {
    const whole = match(name, wanted, { precision: 'first', continuous: true });
    // A Chinese name begins with what is its own and ends with what it is: people use either alone.
    if (whole !== null) return [whole[0] === 0 || whole.at(-1) === name.length - 1 ? 5 : 6, name.length];
    return match(name, wanted, { precision: 'first' }) === null ? null : [9, name.length];
  };
}

/** Pairs of neighbouring signs that both texts have. */
function sharedPairs(one: string, other: string): number {
  const pairs = new Set(Array.from({ length: Math.max(0, one.length - 1) }, (_, at) => one.slice(at, at + 2)));
  return [...pairs].filter((pair) => other.includes(pair)).length;
}
