import { finding, phrase } from '../../kernel/message.ts';

export const FINDINGS_MESSAGES = {
  // what a sender should have written
  'expected.unit-in-force': phrase(
    '字段对照把该词对应到 {unit}，该单位现已撤销或不再服务本区县；请改为现有单位',
    'the mapping takes the word for {unit}, which has ended or serves the county no more: name another unit',
  ),
  'expected.degrees': phrase(
    '十进制度，经度 −180 至 180，纬度 −90 至 90',
    'decimal degrees, longitude −180 to 180, latitude −90 to 90',
  ),
  'expected.metres': phrase(
    '所设坐标系的投影坐标（米）：x 为横坐标（东向），y 为纵坐标（北向）',
    'metres of the system named: x = easting, y = northing',
  ),
  'expected.easting-first': phrase('x 为横坐标（东向），y 为纵坐标（北向）', 'x = easting, y = northing'),
  'expected.cell': phrase('本区县现行单元网格的编码', 'the code of a grid cell in force'),
  'expected.street': phrase(
    '本区县街道的名称或编码，或 street.values 中的词',
    'the name or code of a street, or a word of street.values',
  ),
  'expected.community': phrase(
    '本区县社区的名称或编码，或 community.values 中的词；同名社区须写明街道',
    'the name or code of a community, or a word of community.values; with its street where two have one name',
  ),
  'expected.date-order': phrase(
    '第 {row} 行的 {text} 按 {first} 读取，也可按 {other}；文件中没有只能按 {first} 读取的日期',
    '{text} in row {row} was read as {first}, but {other} fits too, and no date of the file fits {first} alone',
  ),
  'expected.date-order-shown': phrase(
    '第 {row} 行的 {text} 按 {first} 读取，而第 {otherRow} 行的 {otherText} 只能按 {other} 读取，两者矛盾',
    '{text} in row {row} was read as {first}, but {otherText} in row {otherRow} can only be {other}',
  ),
  'expected.longitude-first': phrase('x 为经度，y 为纬度', 'x = longitude, y = latitude'),
  'expected.full-id': phrase('完整编号，按文本填写', 'the full id, as text'),
  'expected.id-with-zeros': phrase(
    '完整编号，按文本填写（可能是 {id}，前面的零已丢失）',
    'the full id, as text (perhaps {id}, whose leading zeros were lost)',
  ),
  'expected.own-id': phrase(
    '每一案卷各有编号；第 {rows} 行用同一编号，上报时间不同',
    'an id for each case; rows {rows} have the same id and other report times',
  ),
  'expected.row-counts': phrase('以第 {row} 行为准', 'row {row} counts'),
  'expected.revision-above': phrase('大于已存的版本号 {revision}', 'above the stored revision {revision}'),
  'expected.newest-wins': phrase(
    '已存的进度更靠后；如属更正或重新打开，上传时选“以本文件为准”（命令行 --newest-wins），或请来源系统提供版本号（revision）',
    'what is stored is further on; for a correction or a case open again, upload with "this file counts" (--newest-wins), or have the system give a revision',
  ),
  'expected.id-length': phrase('1 至 {max} 个字符', '1 to {max} characters'),
  'expected.count': phrase('0 至 9999 的整数', 'a whole number from 0 to 9999'),
  'expected.whole-number': phrase('整数', 'a whole number'),
  'expected.max-length': phrase('不超过 {max} 个字符', 'at most {max} characters'),
  'expected.class-of': phrase('{catalogue} 中的类别', 'a class of {catalogue}'),
  'expected.unit': phrase('单位名称，或 unit.values 中的词', 'the name of a unit, or a word of unit.values'),
  'expected.not-before': phrase('不早于{step} {at}', 'not before {step} {at}'),
  'expected.not-after': phrase('不晚于 {at}', 'not after {at}'),
  'expected.stored': phrase('{at}（已存）', '{at} (stored)'),
  'expected.before': phrase('早于 {at}', 'before {at}'),
  'expected.dated-extensions': phrase('有时间的延期：{count} 次', 'extensions with a time: {count}'),
  'expected.after-step': phrase('先有“{step}”', '"{step}" before it'),
  'expected.after-task': phrase('不早于任务下达的 {at}', 'not before the task was given, {at}'),
  'expected.done': phrase('{at}（平台）', '{at} (on the platform)'),
  'claim.held-elsewhere': phrase('案卷现由市级办理。', 'the city handles the case.'),
  'expected.from': phrase('{at} 及以后', '{at} or later'),

  // why a row cannot be read
  'row.cells': phrase('应有 {columns} 列，实有 {cells} 列', 'expected {columns} columns, found {cells}'),
  'row.cut': phrase(
    '文件在该行中断，应有 {columns} 列，实有 {cells} 列',
    'the file ends inside this row: expected {columns} columns, found {cells}',
  ),
  'row.quote': phrase('引号未闭合，或引号后还有文字', 'a quote is not closed or is followed by text'),
  'row.swallowed': phrase(
    '引号内的换行之后像是别的记录，可能缺少一个引号',
    'what follows the line break inside the quotes looks like other records; a quote may be missing',
  ),
  'row.line-break': phrase(
    '第 {from} 至 {to} 行像是同一条记录，单元格内的换行没有加引号',
    'lines {from} to {to} look like one record with a line break in a cell that is not quoted',
  ),
  'row.unrepaired': phrase(
    '未通过行文件中该行尚未补齐，标有“此处起无法读取”或含占位字符',
    'the row of the report was sent back as it was, with the sign where it could not be read',
  ),
  'row.object': phrase('每行须为一个 JSON 对象', 'a line must hold one JSON object'),
  'row.objects': phrase('一行有几个 JSON 对象，每行只能有一个', 'several JSON objects; a line must hold one'),
  'row.json': phrase('不是有效的 JSON', 'no valid JSON'),
  'row.json-cut': phrase('文件在该行中断，JSON 不完整', 'the file ends inside this line: its JSON is cut'),

  'ENV-ROW-SYNTAX': finding('该行无法解析：{reason}。', 'This row cannot be read: {reason}.'),
  'ENV-ROW-TOO-LONG': finding('该行超过 {reason} 个字符。', 'This row is longer than {reason} characters.'),
  'ENV-TOO-MANY-COLUMNS': finding('该行超过 {reason} 列。', 'This row has more than {reason} columns.'),
  'ENV-NUL': finding('该行含有空字符（{reason}）。', 'This row contains a NUL character ({reason}).'),
  'ENV-LONE-SURROGATE': finding('该行含有不完整的字符（{reason}）。', 'This row contains half a character ({reason}).'),
  'ENV-ROW-FAULT': finding(
    '平台未能写入该行，其余行不受影响；原因在平台，请联系平台运维，编号 {reason}。',
    'The platform could not write this row; the others are not affected. The fault is ours: reference {reason}.',
    'platform',
  ),
  'ENV-NUMBER-ROUNDED': finding(
    '该数值超过 2^53，末几位数字已丢失；请按文本（加引号）发送。',
    'The number is beyond 2^53 and has lost its last digits; send it as text (in quotes).',
  ),
  'ENV-CHARACTER-LOST': finding(
    '该字段有无法识别的字符，可能编码有误。',
    'Characters of this field could not be read; the encoding may be wrong.',
  ),
  'ENV-CHARACTER-NEEDED': finding(
    '该字段有无法识别的字符，可能编码有误；编号、类别、立案条件、状态和时间缺字的行不采用。',
    'Characters of this field could not be read; a row is not taken whose id, class, condition, status or time has lost one.',
  ),
  'ENV-HEADER-AGAIN': finding(
    '又一行表头：不是案卷，其后各行按它读取。',
    'A header again: no case; the rows after it are read by it.',
  ),
  'ENV-NO-CASE': finding(
    '标题、合计或说明：不是案卷，未采用。',
    'A title, a total or a remark: no case, and not taken.',
  ),
  'ENV-NO-ROWS': finding('文件没有数据行。', 'The file has no rows.'),
  'KEY-ID-MISSING': finding('缺少案卷编号。', 'The case id is missing.'),
  'KEY-ID-REWRITTEN': finding(
    '案卷编号含有不可见字符、特殊连字符、全角字符或数字格式，已按规范写法读取。',
    'The case id had invisible, full-width or formatted characters and is read in its plain form.',
  ),
  'KEY-ID-SHARED': finding(
    '本文件中多行用同一编号而上报时间不同，无法确定是同一案卷。',
    'Rows of this file have one id and different report times; they cannot be taken for one case.',
  ),
  'KEY-REPORT-MOVED': finding(
    '上报时间与该编号已存的案卷不同：如非更正，可能是编号重复使用。',
    'The report time is not that of the stored case with this id: a correction, or an id used twice.',
  ),
  'KEY-SUPERSEDED': finding(
    '本文件中后面还有同一编号的行，以后面的行为准。',
    'A later row of this file has the same id and counts instead.',
  ),
  'KEY-ID-INVALID': finding(
    '案卷编号过长或含有不允许的字符。',
    'The case id is too long or contains characters not allowed.',
  ),
  'KEY-ID-MANGLED': finding(
    '案卷编号已残缺，无法还原：被电子表格改写（如 1.38E+10）、数字超过 2^53，或丢失了字符。',
    'The case id is damaged and lost: rewritten by a spreadsheet (as 1.38E+10), a number beyond 2^53, or short of characters.',
  ),
  'KEY-TENANT-MISMATCH': finding(
    '该行属于其他区县，不得由本区县上传。',
    'This row names another county and may not be sent by this one.',
  ),
  'KEY-REVISION-INVALID': finding('无法读取版本号。', 'The revision cannot be read.'),
  'KEY-REVISION-REUSED': finding(
    '同一版本号对应不同内容。如属更正，请提高版本号，或上传时选“以本文件为准”（命令行 --newest-wins）。',
    'The same revision was sent before with other content. For a correction raise it, or upload with "this file counts" (--newest-wins).',
  ),
  'KEY-CASE-NO': finding(
    '该行所写的平台案卷编号未采用：本区县没有这一案卷，或该行编号已属另一案卷。',
    'The case number in this row was not used: the county has no such case, or the id of the row is that of another.',
  ),
  'MAP-COLUMN-UNKNOWN': finding(
    '字段对照未说明的列（每批只提醒一次）。',
    'A column the mapping does not mention (reported once a batch).',
    'platform',
  ),
  'MAP-COLUMN-MISSING': finding(
    '文件缺少字段对照要读取的列：相应内容保持原样。',
    'The file lacks a column that the mapping reads: what it would say is left as it was.',
  ),
  'MAP-COLUMN-NEEDED': finding(
    '文件缺少不能没有的列（区县、状态或结案时间）；确无此列时，可在字段对照的 severities 中改为提醒。',
    'The file lacks a column it must have (county, status or closing); where there is none, make this a warning under "severities" of the mapping.',
  ),
  'MAP-ROW-SKIPPED': finding(
    '字段对照中 skip 列明不属案卷，未采用。',
    'The mapping leaves the row aside: it is no case.',
  ),
  'MAP-CLASS-UNKNOWN': finding('无法识别的案卷类别。', 'The class of the case is not known.', 'platform'),
  'MAP-CLASS-MISSING': finding('缺少案卷类别。', 'The class of the case is missing.'),
  'MAP-KIND-UNKNOWN': finding('无法识别部件或事件。', 'Cannot tell component from event.', 'platform'),
  'MAP-SOURCE-UNKNOWN': finding('无法识别的问题来源。', 'The source of the report is not known.', 'platform'),
  'MAP-STATUS-UNKNOWN': finding('无法识别的状态。', 'The status word is not known.', 'platform'),
  'MAP-AREA-UNKNOWN': finding('无法识别的街道或社区。', 'The street or community is not known.', 'platform'),
  'MAP-UNIT-UNKNOWN': finding(
    '无法识别的处置单位，名称照存。',
    'The responsible unit is not known; its name is kept.',
    'platform',
  ),
  'MAP-UNIT-GONE': finding(
    '字段对照所指的处置单位已不存在，名称照存。',
    'The unit that the mapping means is no longer there; the name is kept.',
    'platform',
  ),
  'MAP-CLOSING-TYPE-UNKNOWN': finding('无法识别的结案类型。', 'The closing type is not known.', 'platform'),
  'RULE-AMBIGUOUS': finding(
    '该类别有多个立案条件，已取最长时限。',
    'The class has several filing conditions; the longest limit was taken.',
  ),
  'CASE-FLAG-UNKNOWN': finding('无法识别的是/否值。', 'Not a known yes or no.'),
  'CASE-COUNT-INVALID': finding('不是 0 至 9999 的整数。', 'Not a whole number from 0 to 9999.'),
  'CASE-FORMULA': finding('单元格是公式，按文字保存。', 'The cell is a formula; it is kept as text.'),
  'CASE-EXCEL-ERROR': finding(
    '单元格是电子表格的错误值，按空处理。',
    'The cell holds a spreadsheet error and is read as empty.',
  ),
  'CASE-TEXT-TOO-LONG': finding('文字过长，已截断。', 'The text is too long and was cut.'),
  'GEO-MISSING': finding('没有坐标。', 'There are no coordinates.'),
  'GEO-INVALID': finding('无法读取坐标。', 'The coordinates cannot be read.'),
  'GEO-ZERO': finding('坐标为 (0,0)，按无坐标处理。', 'The coordinates are (0,0) and are read as none.'),
  'GEO-PLACEHOLDER': finding(
    '坐标是该系统的占位值，按无坐标处理。',
    'The coordinates are a placeholder of the system and are read as none.',
  ),
  'GEO-SWAPPED': finding('经纬度疑似颠倒。', 'Longitude and latitude seem to be swapped.'),
  'GEO-OUTSIDE': finding('位置不在本区县范围内。', 'The place lies outside the county.'),
  'GEO-NO-CELL': finding('位置不在任何单元网格内。', 'The place lies in no unit grid cell.'),
  'GEO-CELL-UNKNOWN': finding(
    '没有这一单元网格；以坐标所在网格为准。',
    'There is no such grid cell; that of the point counts.',
  ),
  'GEO-CELL-DIFFERS': finding(
    '该行所写单元网格不是坐标所在网格；以坐标为准。',
    'The row names another grid cell than the point lies in; the point counts.',
  ),
  'GEO-AREA-DIFFERS': finding(
    '该行所写街道或社区不是坐标所在的；以该行所写为准。',
    'The row names another street or community than the point lies in; the row counts.',
  ),
  'TIME-MISSING': finding('缺少时间。', 'The time is missing.'),
  'TIME-INVALID': finding('无法按字段对照中的格式读取时间。', 'The time fits none of the formats of the mapping.'),
  'TIME-FUTURE': finding('时间晚于接收时刻。', 'The time lies after the moment of receipt.'),
  'TIME-ANCIENT': finding('时间早于 2000 年。', 'The time lies before the year 2000.'),
  'TIME-ORDER': finding('步骤时间早于前一步骤。', 'The step is earlier than the step before it.'),
  'TIME-DATE-ORDER': finding(
    '日期的日与月可能颠倒：{reason}。请在字段对照中只留一种日期格式。',
    'Day and month may be exchanged: {reason}. Leave one of the two formats in the mapping.',
    'platform',
  ),
  'FLOW-UNDATED': finding(
    '状态表明该步骤已完成而没有时间：以接收时刻代替，并在案卷上标明。',
    'The status says the step was done and nobody says when: the moment of receipt stands in, and the case is marked.',
  ),
  'FLOW-STATUS-TIME': finding('状态所说的步骤没有时间。', 'The step that the status speaks of has no time.'),
  'FLOW-STATUS-CONTRADICTS': finding(
    '状态与步骤时间矛盾，以时间为准。',
    'The status contradicts the step times; the times count.',
  ),
  'FLOW-RESUMED-ONLY': finding('有恢复时间却没有挂账时间。', 'Resumed without having been suspended.'),
  'FLOW-SUSPENDED-LATE': finding(
    '挂账时间不早于处置截止时间：截止时间不变，超期照计。',
    'Suspended only after the deadline: the deadline stays, and so does the overrun.',
  ),
  'FLOW-EXTENDED-LATE': finding(
    '延期时间不早于处置截止时间：截止时间不变，超期照计。',
    'Extended only after the deadline: the deadline stays, and so does the overrun.',
  ),
  'FLOW-EXTENSION-THIRD': finding(
    '延期最多两次：本次延期不改变截止时间。',
    'A case is extended twice at most: this extension does not move the deadline.',
  ),
  'FLOW-EXTENSION-UNDATED': finding(
    '延期次数多于所报的延期时间：没有时间的延期不改变截止时间。',
    'More extensions than times of extensions: one without a time does not move the deadline.',
  ),
  'FLOW-STALE-REVISION': finding(
    '该行旧于现有数据：版本号小于已存的版本号，未采用。',
    'The row is older than what is stored by its revision, and was not taken.',
  ),
  'FLOW-STALE-STEPS': finding(
    '该行旧于现有数据：没有版本号，按步骤时间推定早于已存的进度，未采用。',
    'The row is older than what is stored by the times of its steps, having no revision, and was not taken.',
  ),
  'FLOW-SAME-REVISION': finding(
    '版本号与已存的相同，该行其余差别未采用。',
    'The revision is the stored one; what is otherwise in the row was not taken.',
  ),
  'FLOW-TWO-ENDS': finding('同时有结案与作废（或不予立案）时间。', 'Both closed and void (or refused).'),
  'FLOW-NOT-HOLDER': finding(
    '案卷现不由本区县办理，不能更改。',
    'The case is handled elsewhere and cannot be changed by this county.',
  ),
  'FLOW-OWN-STEP': finding(
    '该步骤已在平台上完成：以平台的时间为准，该行所写未采用。',
    'The step was done on the platform: its time stands, and that of the row was not taken.',
  ),
  'FLOW-OWN-FIELD': finding(
    '案卷在平台上办理：该项以平台为准，该行所写不同，未采用。',
    'The case is worked on the platform: what it has here stands, and what the row has otherwise was not taken.',
  ),
  'FLOW-ORDER': finding(
    '该步骤与案卷在平台上的进度不符：只作为说明留存。',
    'The step does not follow from where the case stands on the platform; it is kept as a note.',
  ),
  'FLOW-NOT-ANSWERED': finding(
    '处置反馈未能答复任务，只作为说明留存：{reason}',
    'The feedback could not answer the task and is kept as a note: {reason}',
  ),
  'PERIOD-LATE': finding(
    '步骤发生在已定稿的周期内：已采用，但不计入已锁定的成绩。',
    'A step lies in the days of a closed period: taken, but not in its frozen result.',
  ),
};
