import { problem } from '../kernel/message.ts';

export const BACKUP_MESSAGES = {
  'SYS-BACKUP-EXISTS': problem(
    409,
    'platform',
    '{folder} 中已有内容；备份须写入新的文件夹。',
    'There is something at {folder} already; a backup needs a new folder.',
  ),
  'SYS-BACKUP-UNFINISHED': problem(
    422,
    'platform',
    '{folder} 中没有完整的备份（缺少 manifest.json）。',
    'There is no finished backup at {folder} (no manifest.json).',
  ),
  'SYS-BACKUP-DAMAGED': problem(
    422,
    'platform',
    '备份的 {part} 缺失或已损坏，未恢复任何内容。',
    'Part {part} of the backup is missing or damaged; nothing was restored.',
  ),
  'SYS-RESTORE-SCHEMA': problem(
    409,
    'platform',
    '备份的表结构为 {backup}，数据库为 {database}；请用与备份相同的版本执行 migrate 后再恢复。',
    'The backup has the schema of {backup}, the database that of {database}; migrate an empty one with the release of the backup.',
  ),
  'SYS-RESTORE-NOT-EMPTY': problem(
    409,
    'platform',
    '数据库不是空的（{table} 中有数据）；只能恢复到刚执行过 migrate 的空数据库。',
    'The database is not empty ({table} has rows); restore into a freshly migrated one.',
  ),
  'SYS-RESTORE-DIFFERS': problem(
    500,
    'platform',
    '恢复后的 {table} 与备份不一致，已全部撤销。',
    'Table {table} came out other than it was backed up; everything was undone.',
  ),
  'SYS-DISK-FULL': problem(507, 'platform', '磁盘空间不足：{folder}。', 'The disk is full: {folder}.', true),
};
