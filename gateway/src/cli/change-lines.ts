import type { AppliedTenant, Change, Unnamed } from '@liangji/platform';
import { localTime } from './local-time.ts';

const SIGN: Readonly<Record<Change['act'], string>> = { add: '+', change: '~', end: '-' };
const PART: Readonly<Record<Change['part'], string>> = {
  tenant: '租户 tenant',
  mode: '模式 mode',
  unit: '单位 unit',
  person: '人员 person',
  post: '岗位 post',
  login: '登录 login',
  area: '区域 area',
  cell: '网格 cells',
  source: '来源系统 source',
  mapping: '字段对照 mapping',
  client: '接口账号 client',
  limit: '时限 limit',
};

/** What applying a manifest does, line by line: `+` added, `~` changed, `-` ended, and what follows from each. */
export function changeLines({ slug, name, timeZone, changes, unnamed }: AppliedTenant): string[] {
  const left = unnamed.map(unnamedLine);
  if (changes.length === 0) return [`${name} ${slug}: 无变化 unchanged`, ...left];
  const count = (act: Change['act']): number => changes.filter((change) => change.act === act).length;
  return [
    `${name} ${slug}: 新增 add ${count('add')}, 变更 change ${count('change')}, 结束 end ${count('end')}`,
    ...changes.flatMap((change) => [
      `  ${SIGN[change.act]} ${PART[change.part]} ${change.key}${change.name ? ` ${change.name}` : ''}${fieldsText(change, timeZone)}`,
      ...(change.consequences ?? []).map(({ zh, en }) => `      → ${zh} ${en}`),
    ]),
    ...left,
  ];
}

/** How many natural keys a line names. */
const MOST_KEYS = 10;

/** What is in force and the file does not name: `=`, since it stays as it is. */
function unnamedLine({ part, keys }: Unnamed): string {
  const named = [...keys.slice(0, MOST_KEYS), ...(keys.length > MOST_KEYS ? ['…'] : [])].join(', ');
  return `  = ${PART[part]}: 在库而文件未列 ${keys.length} 个，保持不变 ${keys.length} in the database and not in the file, left as they are: ${named}`;
}

function fieldsText({ fields = {} }: Change, zone: string): string {
  const shownFields = Object.entries(fields).filter(([key]) => key !== 'name_history'); // follows from the new name
  const texts = shownFields.map(([key, [before, after]]) => `${key} ${shown(before, zone)} → ${shown(after, zone)}`);
  return texts.length > 0 ? `: ${texts.join(', ')}` : '';
}

const LONGEST = 60;

function shown(value: unknown, zone: string): string {
  if (value === null || value === undefined) return '-';
  const text =
    value instanceof Date ? localTime(value, zone) : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
