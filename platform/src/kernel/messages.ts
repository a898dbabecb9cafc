import { phrase, problem } from './message.ts';
import { INPUT_MESSAGES } from './input-messages.ts';
import { START_MESSAGES } from './start-messages.ts';

export const KERNEL_MESSAGES = {
  ...INPUT_MESSAGES,
  ...START_MESSAGES,
  'json.invalid': phrase('不是有效的 JSON', 'no valid JSON'),
  'graphql.words': phrase('GraphQL 解析器报告 {words}', '{words}'),
  'graphql.value': phrase('变量或游标的值无法读取', 'a value of a variable or of a cursor cannot be read'),
  'graphql.page-size': phrase(
    '每页行数（PageSize）须为 0 至 {limit} 的整数',
    'PageSize must be a whole number from 0 to {limit}',
  ),
  'graphql.instant': phrase(
    '“{value}”不是带时区的时刻（如 2026-10-01T00:00:00Z）',
    '"{value}" is no instant with its zone, such as 2026-10-01T00:00:00Z',
  ),
  'graphql.day': phrase('“{value}”不是日期（如 2026-10-01）', '"{value}" is no day, such as 2026-10-01'),
  'graphql.reach': phrase(
    '{list} 须在 tenantId 与 cityId 中给出且只给出一个',
    '{list} takes tenantId or cityId, one of the two',
  ),
  'request.unreadable': phrase('请求无法读取（{words}）', 'the request cannot be read ({words})'),
  'request.address': phrase(
    '网址中有无法读取的百分号编码或空字符',
    'the address has a percent code that cannot be read, or NUL',
  ),
  'request.not-utf8': phrase('请求内容不是 UTF-8 编码', 'the request is not in UTF-8'),
  'request.value': phrase('有数值、日期或文字超出可保存的范围', 'a number, day or text is beyond what can be kept'),
  'answer.unknown': phrase('{url} 返回 {status}：{text}', '{url} answered {status}: {text}'),

  // options of commands
  'option.whole': phrase('{option} {value} 须为正整数', '{option} {value} must be a whole number above 0'),
  'option.one-of': phrase('{option} 须为以下之一：{values}', '{option} must be one of {values}'),
  'option.version': phrase('{value} 不是版本号（如 2）', '{value} is no version, such as 2'),
  'option.days': phrase(
    '评价周期“{label}”不是年月（如 2026-10），须用 --from 和 --to 给出起止日期',
    'the period "{label}" is no month (such as 2026-10): give its days with --from and --to',
  ),
  // what commander refuses
  'command.no-argument': phrase('缺少参数 {argument}', 'the argument {argument} is missing'),
  'command.no-option': phrase('缺少选项 {option}', 'the option {option} is missing'),
  'command.no-value': phrase('选项 {option} 缺少值', 'the option {option} has no value'),
  'command.unknown-option': phrase('没有选项 {option}', 'there is no option {option}'),
  'command.unknown-option-like': phrase(
    '没有选项 {option}，是否为 {like}',
    'there is no option {option}; perhaps {like}',
  ),
  'command.unknown': phrase('没有命令 {command}', 'there is no command {command}'),
  'command.unknown-like': phrase('没有命令 {command}，是否为 {like}', 'there is no command {command}; perhaps {like}'),
  'command.too-many': phrase(
    '{command} 最多接受 {most} 个参数，给出了 {given} 个',
    '{command} takes at most {most} argument(s), {given} were given',
  ),
  'option.both-days': phrase('--from 与 --to 须同时给出', 'give both --from and --to, or neither'),
  'option.scheme': phrase(
    '--scheme {value} 须为“方案@版本”，如 liangji-region-1@1',
    '--scheme {value} must be id@version, such as liangji-region-1@1',
  ),
  'option.address': phrase(
    '{option} {value} 不是网址（如 http://localhost:7300）',
    '{option} {value} is no address, such as http://localhost:7300',
  ),
  'file.not-utf8': phrase(
    '第 {line} 行不是 UTF-8 编码，请另存为 UTF-8',
    'not in UTF-8 at line {line}; save it as UTF-8',
  ),
  'file.kind': phrase(
    '{file} 不是 .csv 或 .ndjson 文件（可为 .gz）',
    '{file} is no .csv or .ndjson file, plain or .gz',
  ),
  'file.columns': phrase('{file} {path} 须有 {columns}', '{file} {path} must have {columns}'),
  'file.words': phrase('{file}（{words}）', '{file}: {words}'),
  'yaml.words': phrase('解析器报告 {words}', '{words}'),

  text: phrase('{text}', '{text}'),

  'SYS-TOO-LARGE': problem(413, 'county', '请求内容过大。', 'The request is too large.'),
  'SYS-LATE': problem(
    408,
    'county',
    '请求内容未在 {seconds} 秒内到齐。',
    'The request did not arrive within {seconds} seconds.',
    true,
  ),
  'SYS-HEADERS': problem(431, 'county', '请求头过大。', 'The headers of the request are too large.'),
  'SYS-MEDIA-TYPE': problem(415, 'county', '不支持的内容类型。', 'This content type is not supported.'),
  'QUOTA-REQUESTS': problem(429, 'county', '请求过于频繁，请稍后重试。', 'Too many requests, try again later.', true),
  'SYS-NOT-FOUND': problem(404, 'county', '未找到。', 'Not found.'),
  'SYS-UNAVAILABLE': problem(
    503,
    'platform',
    '服务暂不可用，请稍后重试。',
    'Temporarily unavailable, try again.',
    true,
  ),
  'SYS-FAULT': problem(
    500,
    'platform',
    '平台内部错误，请把编号 {ref} 告知平台运维。',
    'A fault of the platform; give its operator the reference {ref}.',
    true,
  ),
  'SYS-METHOD': problem(
    405,
    'county',
    '该地址不支持 {method} 方法。',
    'This address does not answer to the method {method}.',
  ),
  'SYS-CONFIRM': problem(
    400,
    'county',
    '须先确认，未作任何改动：请在终端回答 y，或加 --yes。',
    'It has to be confirmed first, and nothing was changed: answer y at a terminal, or add --yes.',
  ),
  'SYS-COMMAND': problem(
    500,
    'platform',
    '命令执行中出现内部错误，详情如下。',
    'The command met a fault of ours; the details follow.',
  ),
  'SYS-FILE-MISSING': problem(400, 'county', '没有文件 {file}。', 'There is no file {file}.'),
  'SYS-FILE-UNREADABLE': problem(400, 'county', '无法读取 {file}（{reason}）。', '{file} cannot be read ({reason}).'),
  'SYS-FILE-UNWRITABLE': problem(
    400,
    'county',
    '无法写入 {file}（{reason}）。',
    '{file} cannot be written ({reason}).',
  ),
  'SYS-FILE-NOT-UTF8': problem(
    400,
    'county',
    '{file} 第 {line} 行不是 UTF-8 编码，请另存为 UTF-8。',
    '{file} is not in UTF-8 at line {line}; save it as UTF-8.',
  ),
  'SYS-FILE-NOT-CSV': problem(
    400,
    'county',
    '{file} 不是 CSV：第 {line} 行引号未成对或列数与表头不符。',
    '{file} is no CSV: at line {line} a quote is not closed, or there are more or fewer values than headings.',
  ),
  'SYS-FILE-NOT-JSON': problem(
    400,
    'county',
    '{file} 不是 JSON：第 {line} 行第 {column} 列处有误。',
    '{file} is no JSON: it goes wrong at line {line}, column {column}.',
  ),
  'SYS-MIGRATION-CHANGED': problem(
    500,
    'platform',
    '迁移 {name} 在执行之后被改动过，请恢复原文件。',
    'Migration {name} was changed after it ran; restore the original file.',
  ),
  'SYS-INPUT': problem(400, 'county', '请求内容不符合要求：{reason}。', 'The request is not as required: {reason}.'),
  'SYS-DOCUMENT': problem(
    400,
    'platform',
    '该 GraphQL 文档不在可信文档清单内。',
    'This GraphQL document is not on the list of trusted documents.',
  ),
  'SYS-GRAPHQL': problem(400, 'county', 'GraphQL 请求不符合要求：{reason}', 'The GraphQL request is wrong: {reason}'),
  'SYS-GRAPHQL-LIMIT': problem(
    400,
    'county',
    'GraphQL 文档超出限制：{what} 最多 {limit}。',
    'The GraphQL document is over a limit: {what} at most {limit}.',
  ),
  'SYS-TOO-SLOW': problem(
    503,
    'platform',
    '查询用时过长，已中止；请缩小范围。',
    'The query took too long and was stopped; ask for less.',
    true,
  ),
};
