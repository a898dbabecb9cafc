/**
 * The one catalogue of errors. A code is stable and never reused; the class before the first dash says where it
 * belongs: ENV- envelope, KEY- identity of a row, MAP- unmapped code, CASE- field rules, GEO- place, TIME- order and
 * zone, FLOW- impossible step, PERIOD- closed period, AUTH-, QUOTA-, SCHEME- assessment scheme, CONF- configuration, SYS- operation.
 *
 * `problem` entries end a request (`status` is the HTTP status the gateway answers with); `finding` entries describe one
 * row of an upload and never throw. `{name}` in a text is filled from the details.
 */
export interface CatalogueEntry {
  readonly kind: 'problem' | 'finding';
  /** HTTP status for a problem; 0 for a finding. */
  readonly status: number;
  /** True where sending the same bytes again can succeed. */
  readonly retryable: boolean;
  /** Who must act. */
  readonly owner: 'county' | 'city' | 'platform';
  readonly zh: string;
  readonly en: string;
  /** What the sender should have written, where that is ours to say; `{expected}` is what the finding notes. */
  readonly expects?: { readonly zh: string; readonly en: string };
}

const problem = (
  status: number,
  owner: CatalogueEntry['owner'],
  zh: string,
  en: string,
  retryable = false,
): CatalogueEntry & { kind: 'problem' } => ({ kind: 'problem', status, retryable, owner, zh, en });

const finding = (
  zh: string,
  en: string,
  owner: CatalogueEntry['owner'] = 'county',
): CatalogueEntry & { kind: 'finding' } => ({
  kind: 'finding',
  status: 0,
  retryable: false,
  owner,
  zh,
  en,
});

/** A finding that also says what it expected, in words of ours. */
const expecting = <E extends CatalogueEntry>(entry: E, zh: string, en: string): E & CatalogueEntry => ({
  ...entry,
  expects: { zh, en },
});

export const CATALOGUE = {
  // identity and rights
  'AUTH-MISSING': problem(401, 'county', '请先登录。', 'Sign in first.'),
  'AUTH-TOKEN': problem(401, 'county', '令牌无效：{reason}。', 'The token is not valid: {reason}.'),
  'AUTH-CLIENT': problem(
    401,
    'county',
    '认证域不接受机器客户端 {client}：没有这个客户端，或者密钥不对。',
    'The realm does not accept the machine client {client}: there is no such client, or its secret is wrong.',
  ),
  'AUTH-FORBIDDEN': problem(403, 'county', '当前岗位无权执行该操作。', 'Your post does not allow this.'),
  'AUTH-STRANGER': problem(
    403,
    'county',
    '该账号在本平台没有有效岗位，请联系本单位管理员。',
    'This account holds no current post here; ask the administrator of your organisation.',
  ),
  'AUTH-POST': problem(
    403,
    'county',
    '该岗位不是您现任的岗位，请重新选择。',
    'This is none of the posts you hold now; choose one of yours.',
  ),
  'AUTH-SUSPENDED': problem(403, 'city', '该单位已暂停使用平台。', 'This organisation is suspended.'),
  'AUTH-ORIGIN': problem(403, 'county', '请求来源不是本站。', 'The request does not come from our own pages.'),
  'AUTH-SIGN-IN': problem(
    400,
    'county',
    '登录未完成：{reason}。请重新登录。',
    'Signing in was not completed: {reason}. Please start again.',
    true,
  ),
  'SYS-TOO-LARGE': problem(413, 'county', '请求内容过大。', 'The request is too large.'),
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
  'SYS-COMMAND': problem(
    500,
    'platform',
    '命令执行中出现内部错误，详情如下。',
    'The command met a fault of ours; the details follow.',
  ),
  'SYS-FILE-MISSING': problem(400, 'county', '没有文件 {file}。', 'There is no file {file}.'),
  'SYS-FILE-UNREADABLE': problem(400, 'county', '无法读取 {file}（{reason}）。', '{file} cannot be read ({reason}).'),
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

  // intake: findings about one row
  'ENV-ROW-SYNTAX': expecting(
    finding('该行无法解析：{reason}。', 'This row cannot be read: {reason}.'),
    '{expected}',
    '{expected}',
  ),

  // intake: a file or request that cannot be taken at all
  'ENV-MAPPING': problem(422, 'county', '映射文件不符合要求：{reason}。', 'The mapping is not as required: {reason}.'),
  'ENV-GZIP': problem(422, 'county', '压缩文件损坏或不完整：{reason}。', 'The gzip file is damaged or cut: {reason}.'),
  'ENV-BOMB': problem(
    422,
    'county',
    '解压后超过压缩大小的 {ratio} 倍，拒收。',
    'It unpacks to more than {ratio} times its size and is refused.',
  ),
  'ENV-TOO-LARGE': problem(413, 'county', '文件超过 {limit}。', 'The file is larger than {limit}.'),
  'ENV-TOO-MANY-ROWS': problem(
    413,
    'county',
    '行数超过 {limit}，请分批上传。',
    'More than {limit} rows; send several batches.',
  ),
  'ENV-EMPTY': problem(422, 'county', '文件为空。', 'The file is empty.'),
  'ENV-ENCODING': problem(
    422,
    'county',
    '文件不是 {declared} 编码；请更正编码，或修改映射中的 encoding。',
    'The file is not {declared}; correct it or the "encoding" of the mapping.',
  ),
  'ENV-HEADER': problem(422, 'county', '无法读取表头：{reason}。', 'The header line cannot be read: {reason}.'),
  'ENV-COLUMNS': problem(
    422,
    'county',
    '缺少必需的列：{missing}；文件中的列：{found}。',
    'Required columns are missing: {missing}; the file has: {found}.',
  ),
  'KEY-BATCH-REUSED': problem(
    409,
    'county',
    '批次号 {batch} 已用于其他内容。',
    'Batch id {batch} was used for other content.',
  ),
  'KEY-COMMAND-REUSED': problem(
    409,
    'county',
    '幂等键 {key} 已用于其他操作或其他内容。',
    'Idempotency key {key} was used for another command or other content.',
  ),
  'KEY-COMMAND-INVALID': problem(
    400,
    'county',
    '幂等键须为 1–128 个可见的 ASCII 字符。',
    'An idempotency key has 1–128 printable ASCII characters.',
  ),
  'KEY-GIVEN-UP': problem(
    404,
    'platform',
    '没有因平台故障而放弃的批次 {batch}；liangji batch given-up 列出全部。',
    'No batch {batch} was given up because of a fault; `liangji batch given-up` lists those that were.',
  ),
  'KEY-MAPPING-VERSION': problem(
    404,
    'county',
    '没有第 {version} 版映射；现有第 1 至 {latest} 版。',
    'There is no version {version} of the mapping; there are 1 to {latest}.',
  ),
  'KEY-MAPPING': problem(422, 'county', '该来源系统还没有映射。', 'This source system has no mapping yet.'),
  'KEY-SOURCE': problem(422, 'county', '没有名为 {source} 的来源系统。', 'There is no source system named {source}.'),

  // intake: findings about one row
  'ENV-ROW-TOO-LONG': finding('该行超过 {reason} 个字符。', 'This row is longer than {reason} characters.'),
  'ENV-TOO-MANY-COLUMNS': finding('该行超过 {reason} 列。', 'This row has more than {reason} columns.'),
  'ENV-NUL': finding('该行含有空字符（{reason}）。', 'This row contains a NUL character ({reason}).'),
  'ENV-LONE-SURROGATE': finding('该行含有不完整的字符（{reason}）。', 'This row contains half a character ({reason}).'),
  'ENV-CHARACTER-LOST': finding(
    '该字段有无法识别的字符，可能编码有误。',
    'Characters of this field could not be read; the encoding may be wrong.',
  ),
  'KEY-ID-MISSING': finding('缺少案卷编号。', 'The case id is missing.'),
  'KEY-ID-INVALID': expecting(
    finding('案卷编号过长或含有不允许的字符。', 'The case id is too long or contains characters not allowed.'),
    '1 至 128 个字符',
    '1 to 128 characters',
  ),
  'KEY-ID-MANGLED': expecting(
    finding(
      '案卷编号已被电子表格改写（如 1.38E+10），无法还原。',
      'The case id was rewritten by a spreadsheet (as 1.38E+10) and is lost.',
    ),
    '完整编号，按文本填写',
    'the full id, as text',
  ),
  'KEY-TENANT-MISMATCH': finding(
    '该行属于其他区县，不得由本区县上传。',
    'This row names another county and may not be sent by this one.',
  ),
  'KEY-REVISION-INVALID': expecting(
    finding('无法读取版本号。', 'The revision cannot be read.'),
    '{expected}',
    '{expected}',
  ),
  'KEY-REVISION-REUSED': finding('同一版本号对应不同内容。', 'The same revision was sent before with other content.'),
  'MAP-COLUMN-UNKNOWN': finding(
    '映射未说明的列（每批只提醒一次）。',
    'A column the mapping does not mention (told once a batch).',
    'platform',
  ),
  'MAP-CLASS-UNKNOWN': expecting(
    finding('无法识别的案卷类别。', 'The class of the case is not known.', 'platform'),
    '{expected} 中的类别',
    'a class of {expected}',
  ),
  'MAP-CLASS-MISSING': finding('缺少案卷类别。', 'The class of the case is missing.'),
  'MAP-KIND-UNKNOWN': finding('无法识别部件或事件。', 'Cannot tell component from event.', 'platform'),
  'MAP-SOURCE-UNKNOWN': finding('无法识别的问题来源。', 'The source of the report is not known.', 'platform'),
  'MAP-STATUS-UNKNOWN': finding('无法识别的状态。', 'The status word is not known.', 'platform'),
  'MAP-CLOSING-TYPE-UNKNOWN': finding('无法识别的结案类型。', 'The closing type is not known.', 'platform'),
  'RULE-AMBIGUOUS': finding(
    '该类别有多个立案条件，已取最长时限。',
    'The class has several filing conditions; the longest limit was taken.',
  ),
  'CASE-FLAG-UNKNOWN': finding('无法识别的是/否值。', 'Not a known yes or no.'),
  'CASE-COUNT-INVALID': expecting(
    finding('不是 0 至 9999 的整数。', 'Not a whole number from 0 to 9999.'),
    '0 至 9999 的整数',
    'a whole number from 0 to 9999',
  ),
  'CASE-FORMULA': finding('单元格是公式，按文字保存。', 'The cell is a formula; it is kept as text.'),
  'CASE-EXCEL-ERROR': finding(
    '单元格是电子表格的错误值，按空处理。',
    'The cell holds a spreadsheet error and is read as empty.',
  ),
  'CASE-TEXT-TOO-LONG': expecting(
    finding('文字过长，已截断。', 'The text is too long and was cut.'),
    '不超过 {expected} 个字符',
    'at most {expected} characters',
  ),
  'GEO-MISSING': finding('没有坐标。', 'There are no coordinates.'),
  'GEO-INVALID': expecting(
    finding('无法读取坐标。', 'The coordinates cannot be read.'),
    '十进制度，经度 −180 至 180，纬度 −90 至 90',
    'decimal degrees, longitude −180 to 180, latitude −90 to 90',
  ),
  'GEO-ZERO': finding('坐标为 (0,0)，按无坐标处理。', 'The coordinates are (0,0) and are read as none.'),
  'GEO-PLACEHOLDER': finding(
    '坐标是该系统的占位值，按无坐标处理。',
    'The coordinates are a placeholder of the system and are read as none.',
  ),
  'GEO-SWAPPED': expecting(
    finding('经纬度疑似颠倒。', 'Longitude and latitude seem to be swapped.'),
    'x 为经度，y 为纬度',
    'x = longitude, y = latitude',
  ),
  'GEO-OUTSIDE': finding('位置不在本区县范围内。', 'The place lies outside the county.'),
  'GEO-NO-CELL': finding('位置不在任何单元网格内。', 'The place lies in no unit grid cell.'),
  'TIME-MISSING': finding('缺少时间。', 'The time is missing.'),
  'TIME-INVALID': finding('无法按映射中的格式读取时间。', 'The time fits none of the formats of the mapping.'),
  'TIME-FUTURE': expecting(
    finding('时间晚于接收时刻。', 'The time lies after the moment of receipt.'),
    '不晚于 {expected}',
    'not after {expected}',
  ),
  'TIME-ANCIENT': finding('时间早于 2000 年。', 'The time lies before the year 2000.'),
  'TIME-ORDER': expecting(
    finding('步骤时间早于前一步骤。', 'The step is earlier than the step before it.'),
    '不早于{expected}',
    'not before {expected}',
  ),
  'FLOW-STATUS-TIME': finding('状态所说的步骤没有时间。', 'The step that the status speaks of has no time.'),
  'FLOW-STATUS-CONTRADICTS': expecting(
    finding('状态与步骤时间矛盾，以时间为准。', 'The status contradicts the step times; the times count.'),
    '{expected}',
    '{expected}',
  ),
  'FLOW-RESUMED-ONLY': finding('有恢复时间却没有挂账时间。', 'Resumed without having been suspended.'),
  'FLOW-SUSPENDED-LATE': expecting(
    finding(
      '挂账时间不早于处置截止时间：截止时间不变，超期照计。',
      'Suspended only after the deadline: the deadline stays, and so does the overrun.',
    ),
    '早于 {expected}',
    'before {expected}',
  ),
  'FLOW-EXTENDED-LATE': expecting(
    finding(
      '延期时间不早于处置截止时间：截止时间不变，超期照计。',
      'Extended only after the deadline: the deadline stays, and so does the overrun.',
    ),
    '早于 {expected}',
    'before {expected}',
  ),
  'FLOW-EXTENSION-THIRD': finding(
    '延期最多两次：本次延期不改变截止时间。',
    'A case is extended twice at most: this extension does not move the deadline.',
  ),
  'FLOW-EXTENSION-UNDATED': expecting(
    finding(
      '延期次数多于所报的延期时间：没有时间的延期不改变截止时间。',
      'More extensions than times of extensions: one without a time does not move the deadline.',
    ),
    '有时间的延期：{expected} 次',
    'extensions with a time: {expected}',
  ),
  'FLOW-TWO-ENDS': expecting(
    finding('同时有结案与作废（或不予立案）时间。', 'Both closed and void (or refused).'),
    '{expected}',
    '{expected}',
  ),
  'FLOW-NOT-HOLDER': finding(
    '案卷不由本区县持有，不能更改。',
    'The case is held by somebody else and cannot be changed.',
  ),
  'PERIOD-LATE': expecting(
    finding(
      '步骤发生在已定稿的周期内：已采用，但不计入已锁定的结果。',
      'A step lies in the days of a closed period: taken, but not in its frozen result.',
    ),
    '{expected} 及以后',
    '{expected} or later',
  ),

  // assessment: why a scheme is refused, and why a figure is not there
  'SCHEME-REFUSED': problem(422, 'city', '评价方案未通过检查：{reason}', 'The scheme is refused: {reason}'),
  'SCHEME-EXISTS': problem(
    409,
    'city',
    '方案 {id} 的第 {version} 版已存在且内容不同，请用新的版本号。',
    'Version {version} of scheme {id} exists with other content; give it a new version.',
  ),
  'PERIOD-EXISTS': problem(
    409,
    'city',
    '评价周期 {label} 已存在且设置不同。',
    'Period {label} exists with other settings.',
  ),
  'PERIOD-OVERLAPS': problem(
    409,
    'city',
    '评价周期 {label} 与同一系列（{series}）的 {other} 重叠。',
    'Period {label} overlaps {other} of the same series ({series}).',
  ),
  'PERIOD-UNKNOWN': problem(
    404,
    'city',
    '没有评价周期 {label}；现有：{known}。',
    'There is no period {label}; there are: {known}.',
  ),
  'PERIOD-NOT-OVER': problem(
    409,
    'city',
    '评价周期 {label} 到 {to} 才结束，尚不能关账。',
    'Period {label} ends at {to}; it cannot be closed before.',
  ),
  'PERIOD-NOT-CLOSED': problem(
    409,
    'city',
    '评价周期 {label} 尚未关账，无法重算比对。',
    'Period {label} is not closed yet, so there is nothing to compare a replay with.',
  ),
  'SCHEME-SHAPE': finding(
    '{path}：不是规定的写法（{reason}）。',
    '{path}: not of the required shape ({reason}).',
    'city',
  ),
  'SCHEME-SYNTAX': finding(
    '{name} 的公式第 {at} 个字符处有误：{found}。',
    'The formula of {name} goes wrong at character {at}: {found}.',
    'city',
  ),
  'SCHEME-UNKNOWN-NAME': finding('{inside} 使用了未知名称 {name}。', '{inside} uses the unknown name {name}.', 'city'),
  'SCHEME-NAME-TAKEN': finding('名称 {name} 已被占用。', 'The name {name} is taken.', 'city'),
  'SCHEME-CYCLE': finding('定义互相循环引用：{path}。', 'Definitions use each other in a circle: {path}.', 'city'),
  'SCHEME-WEIGHTS': finding(
    '{name} 的权重之和为 {sum}，应为 1。',
    'The weights of {name} add up to {sum}, not to 1.',
    'city',
  ),
  'SCHEME-WEIGHT': finding(
    '{name} 中 {part} 的权重 {weight} 应大于 0。',
    'In {name} the weight {weight} of {part} must be above 0.',
    'city',
  ),
  'SCHEME-DIVISION': finding(
    '{name} 中的除法没有意义：{formula}。',
    'A division in {name} makes no sense: {formula}.',
    'city',
  ),
  'SCHEME-BINS': finding(
    '{name} 的分段有误，应从 0 开始递增，分值在 0 到 100 之间：{reason}。',
    'The steps of {name} must start at 0, rise, and give 0 to 100 points: {reason}.',
    'city',
  ),
  'SCHEME-GRADES': finding(
    '等级应从高到低，末级从 0 开始，且不重复：{reason}。',
    'Grades must fall to 0 without repeats: {reason}.',
    'city',
  ),
  'SCHEME-NOT-A-RATE': finding(
    '{inside} 需要一个以百分比表示的比率，而 {name} 不是。',
    '{inside} needs a rate printed as a percentage, and {name} is none.',
    'city',
  ),
  'SCHEME-NOT-POINTS': finding(
    '{inside} 需要分值，而 {name} 不是。',
    '{inside} needs points, and {name} has none.',
    'city',
  ),
  'SCHEME-CELL-COUNTER': finding(
    '{name} 按单元网格评分，{of} 不按网格统计；可用：{allowed}。',
    '{name} judges cells, and {of} is not counted per cell; use one of {allowed}.',
    'city',
  ),
  'SCHEME-BACKLOG': finding(
    '保留往期超期未结案卷时，应结案数须按处置截止日归期。',
    'Keeping the backlog needs cases to belong by their disposal deadline.',
    'city',
  ),
  'SCHEME-NO-DATA-ZERO': finding(
    '分母（{denominator}）为零，比率不存在。',
    'There is nothing to divide by ({denominator}): the rate does not exist.',
  ),
  'SCHEME-NO-DATA-INPUT': finding('缺少录入值：{name}。', 'An entered value is missing: {name}.', 'city'),
  'SCHEME-NO-DATA-CELLS': finding(
    '没有单元网格，无法按网格计分。',
    'There is no unit grid, so nothing can be scored by cell.',
    'city',
  ),
  'SCHEME-NO-DATA-SILENCE': finding('没有收到属于本期的任何数据。', 'No data of this period has arrived.'),

  // GraphQL
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

  // backup and restore
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

  'PERIOD-CLOSED': problem(
    409,
    'city',
    '评价周期 {label} 已开始定稿，不能再录入。',
    'Period {label} is being closed or is closed; nothing can be entered any more.',
  ),
  'SCHEME-INPUT-MEMBER': problem(
    400,
    'city',
    '第 {row} 条：{member} 不参加评价。',
    'Entry {row}: {member} is no county or zone that is scored.',
  ),
  'SCHEME-INPUT-UNKNOWN': problem(
    400,
    'city',
    '第 {row} 条：方案没有录入项 {name}；现有：{known}。',
    'Entry {row}: the scheme has no input {name}; it has: {known}.',
  ),
  'SCHEME-INPUT-VALUE': problem(
    400,
    'city',
    '第 {row} 条：{name} 的值“{value}”须为数字，并写明依据。',
    'Entry {row}: the value "{value}" of {name} must be a decimal, with a reason beside it.',
  ),

  // configuration: manifests of tenants, operators, accounts
  'CONF-YAML': problem(400, 'platform', '不是 YAML：{reason}。', 'This is no YAML: {reason}.'),
  'CONF-MISSING': problem(400, 'platform', '缺少 {path}。', '{path} is missing.'),
  'CONF-UNKNOWN-KEY': problem(400, 'platform', '{path} 中没有 {key} 这一项。', '{path} has no key {key}.'),
  'CONF-QUOTE': problem(
    400,
    'platform',
    "{path} 须为文字：编码等请加引号，如 '510981'。",
    "{path} must be text: put codes in quotes, such as '510981'.",
  ),
  'CONF-VALUE': problem(400, 'platform', '{path}：{zh}。', '{path}: {en}.'),
  'CONF-FILE': problem(
    400,
    'platform',
    '{path}：无法读取 {file}（{reason}）。',
    '{path}: {file} cannot be read ({reason}).',
  ),
  'CONF-MAPPING': problem(
    400,
    'platform',
    '{path}：字段对照不符合要求（{reason}）。',
    '{path}: the mapping is not as required ({reason}).',
  ),
  'CONF-DUPLICATE': problem(400, 'platform', '{path}：{key} 出现了两次。', '{path}: {key} is there twice.'),
  'CONF-CITY': problem(
    400,
    'platform',
    '{path}：城市的 city 填自己，区县填所属城市。',
    '{path}: a city, and only a city, is its own city.',
  ),
  'CONF-DESK': problem(
    400,
    'platform',
    '{path}：须有一个没有上级的指挥中心（centre 或 sub_centre）。',
    '{path}: there must be a desk, a centre or sub_centre without a parent.',
  ),
  'CONF-UNIT-UNKNOWN': problem(400, 'platform', '{path}：没有单位 {unit}。', '{path}: there is no unit {unit}.'),
  'CONF-BODY': problem(
    400,
    'platform',
    '{path}：{unit} 不是独立机构，请填其上级。',
    '{path}: {unit} is no body of its own; name the unit above it.',
  ),
  'CONF-CYCLE': problem(400, 'platform', '{path}：上级关系成环。', '{path}: the unit lies above itself.'),
  'CONF-DAYS': problem(400, 'platform', '{path}：早于开始日期。', '{path}: it ends before it begins.'),
  'CONF-AREA-UNKNOWN': problem(400, 'platform', '{path}：没有区域 {area}。', '{path}: there is no area {area}.'),
  'CONF-CITY-FIRST': problem(
    409,
    'platform',
    '没有城市 {city}：请先建立城市，再建立区县。',
    'There is no city {city}: apply the city first, then its counties.',
  ),
  'CONF-FIXED': problem(
    409,
    'platform',
    '{slug} 的 {key} 建立后不能更改（现为 {stored}）。',
    '{key} of {slug} cannot change any more (it is {stored}).',
  ),
  'CONF-CALENDAR': problem(409, 'platform', '没有工作日历 {calendar}。', 'There is no calendar {calendar}.'),
  'CONF-TAKEN': problem(
    409,
    'platform',
    '{key} 已属于其他租户或来源系统。',
    '{key} belongs to another tenant or source system already.',
  ),
  'CONF-LIMIT': problem(
    400,
    'platform',
    '{path}：目录中没有小类或立案条件 {class}。',
    '{path}: the catalogue has no class or filing condition {class}.',
  ),
  'CONF-OPERATOR-FIRST': problem(
    409,
    'platform',
    '还没有运维人员：请先执行 npx liangji operator create <登录名>。',
    'There is no operator yet: begin with npx liangji operator create <name>.',
  ),
  'CONF-OPERATOR': problem(
    403,
    'platform',
    '运维人员“{name}”不存在或已停用；请用 LIANGJI_OPERATOR 指明其一：{known}。',
    'There is no operator "{name}" who may act; name one of {known} in LIANGJI_OPERATOR.',
  ),
  'CONF-OPERATOR-NAME': problem(
    400,
    'platform',
    '登录名 {name} 须以小写字母开头，只含小写字母、数字和 . _ -，2 至 64 位。',
    'The name {name} must begin with a lower-case letter and hold such letters, digits and . _ - only, 2 to 64 of them.',
  ),
  'CONF-ACCOUNT': problem(
    404,
    'platform',
    '没有由平台签发的账号 {name}；Keycloak 与示例城市的账号不在其列。',
    'We gave no account {name}; those of Keycloak and of the sample city are not ours.',
  ),

  // end of catalogue (each room adds its own block above)
} as const satisfies Record<string, CatalogueEntry>;

export type Code = keyof typeof CATALOGUE;
export type CodeOf<K extends 'problem' | 'finding'> = {
  [C in Code]: (typeof CATALOGUE)[C]['kind'] extends K ? C : never;
}[Code];
export type Details = Readonly<Record<string, string | number>>;

/** Fills `{name}` in a catalogue text from the details; an unknown name stays visible. */
export function sentence(code: Code, language: 'zh' | 'en', details: Details = {}): string {
  return CATALOGUE[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}

/** The only error the domain throws on purpose. Faces translate it; nobody else makes up messages. */
export class Problem extends Error {
  readonly code: CodeOf<'problem'>;
  readonly details: Details;
  constructor(code: CodeOf<'problem'>, details: Details = {}, options?: ErrorOptions) {
    super(sentence(code, 'en', details), options);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }
  get status(): number {
    return CATALOGUE[this.code].status;
  }
}
