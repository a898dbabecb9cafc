import { gb18030Of } from './gb18030.ts';

/** One generated row as a county's own system exports it. */
export type Row = Readonly<Record<string, string>>;

/** How the generated rows are read; the same columns as NDJSON and as CSV, so one mapping serves both. */
export const MAPPING = {
  name: 'bench',
  version: 1,
  title: { zh: '性能测试', en: 'Benchmark' },
  format: 'csv',
  timeZone: 'Asia/Shanghai',
  dates: ['yyyy-MM-dd HH:mm:ss'],
  catalogue: 'gbt30428',
  externalId: '案件号',
  county: { column: '区划代码', is: ['510981'] },
  source: {
    column: '问题来源',
    values: { 巡查: { code: 'collector', group: 'patrol' }, 热线: { code: 'hotline', group: 'public' } },
  },
  class: { column: '小类', otherwise: 'name' },
  place: { x: '经度', y: '纬度', crs: 'WGS84' },
  address: '地址',
  description: '描述',
  unit: '处置部门',
  times: {
    reported: '上报时间',
    filed: '立案时间',
    dispatched: '派遣时间',
    suspended: '挂账时间',
    disposed: '处置时间',
    closed: '结案时间',
  },
  rework: '返工次数',
  claim: { due: '处置截止' },
  person: { name: '举报人', phone: '电话' },
  severities: { 'RULE-AMBIGUOUS': 'off' },
} as const;

const CLASSES = ['暴露垃圾', '店外经营', '道路不洁', '非法小广告', '占道经营', '绿地脏乱'];
const UNITS = ['射洪市综合行政执法局', '射洪市环境卫生所', '射洪市市政维护所', '射洪市园林绿化所'];
/** South-west corner of the sample county's grid, and its sides in degrees. */
const CORE = { west: 105.37, south: 30.86, width: 0.0206, height: 0.0178 };

/**
 * Rows of four weeks, each with six step times. Of a hundred, three are refused (no id, no such date, no such class) and
 * one repeats its predecessor. Always the same for the same month.
 */
export function makeRows(count: number, from: Date): Row[] {
  return [...eachRow(count, from)];
}

/** The same one by one, for files larger than the memory they are to be sent from. */
export function* eachRow(count: number, from: Date): Generator<Row> {
  for (let n = 0; n < count; n++) yield makeRow(n % 100 === 5 ? n - 1 : n, count, from);
}

function makeRow(n: number, count: number, from: Date): Row {
  const reported = from.getTime() + Math.floor((n / count) * 27 * 86_400_000);
  const at = (minutes: number): string =>
    new Date(reported + 8 * 3_600_000 + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  const spot = (prime: number): number => ((n * prime) % 9973) / 9973;
  const isPublic = n % 5 === 0;
  return {
    案件号: n % 100 === 7 ? '' : `SH${String(n).padStart(8, '0')}`,
    区划代码: '510981',
    问题来源: isPublic ? '热线' : '巡查',
    小类: n % 100 === 67 ? '无此小类' : CLASSES[n % CLASSES.length]!,
    经度: (CORE.west + CORE.width * spot(7919)).toFixed(6),
    纬度: (CORE.south + CORE.height * spot(6007)).toFixed(6),
    地址: `太和大道 ${1 + (n % 400)} 号，靠近第 ${1 + (n % 97)} 小学门口`,
    描述: `${1 + (n % 9)} 处，影响通行，请尽快处理`,
    处置部门: UNITS[n % UNITS.length]!,
    上报时间: n % 100 === 37 ? '2026-13-45 08:00:00' : at(0),
    立案时间: at(6),
    派遣时间: at(14),
    挂账时间: at(30),
    处置时间: at(120 + (n % 700)),
    结案时间: at(150 + (n % 700) + (n % 90)),
    返工次数: String(Number(n % 20 === 0)),
    处置截止: at(480),
    举报人: isPublic ? '王先生' : '',
    电话: isPublic ? `138${String(n).padStart(8, '0')}` : '',
  };
}

export function asNdjson(rows: readonly Row[]): Buffer {
  return Buffer.concat(rows.map((row) => Buffer.from(`${JSON.stringify(row)}\n`)));
}

/** CRLF and GB18030, as spreadsheet programs in use there write it. */
export function asGb18030Csv(rows: readonly Row[]): Buffer {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))];
  return Buffer.concat(lines.map((cells) => gb18030Of(`${cells.map(cell).join(',')}\r\n`)));
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The same rows in another order, always the same one. */
export function shuffled(rows: readonly Row[]): Row[] {
  const mixed = [...rows];
  let state = 42;
  for (let last = mixed.length - 1; last > 0; last--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = state % (last + 1);
    [mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!];
  }
  return mixed;
}
