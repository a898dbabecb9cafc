import { phrase, problem } from '../kernel/message.ts';

export const INTAKE_MESSAGES = {
  // why a file or its header cannot be read
  'gzip.cut': phrase('文件不完整', 'it ends too early'),
  'gzip.damaged': phrase('数据损坏', 'its data are damaged'),
  'gzip.trailing': phrase('压缩数据之后还有别的内容', 'something else follows the packed data'),
  'header.quote': phrase('引号未闭合，文件也许不是 CSV', 'a quote is not closed; perhaps the file is no CSV'),
  'header.swallowed': phrase('引号未闭合，文件也许不是 CSV', 'a quote is not closed; perhaps the file is no CSV'),
  'header.too-long': phrase('第一行过长', 'the first line is too long'),
  'header.too-many-columns': phrase('列数过多', 'there are too many columns'),

  // what a file is that should have been CSV or NDJSON, and what to do
  'format.workbook': phrase(
    'Excel 工作簿，请用 Excel 或 WPS 另存为“CSV UTF-8（逗号分隔）”再上传',
    'an Excel workbook; save it as "CSV UTF-8 (comma delimited)" and send that',
  ),
  'format.opendocument': phrase(
    'OpenDocument 表格（.ods），请另存为 CSV 再上传',
    'an OpenDocument sheet (.ods); save it as CSV and send that',
  ),
  'format.html': phrase(
    '网页（HTML）表格，请用 Excel 打开后另存为 CSV 再上传',
    'an HTML table; open it in a spreadsheet, save it as CSV and send that',
  ),
  'format.xml': phrase('XML，请改为导出 CSV', 'XML; export CSV instead'),
  'format.pdf': phrase('PDF，请改为导出 CSV', 'a PDF; export CSV instead'),
  'format.zip': phrase('ZIP 压缩包，请解压后上传其中的 CSV', 'a ZIP archive; unpack it and send the CSV inside'),
  'format.archive': phrase(
    '压缩包，请解压后上传其中的 CSV（只能直接读取 gzip，且只压缩一层）',
    'an archive; unpack it and send the CSV inside (only gzip is read as it is, and only once)',
  ),
  'format.image': phrase('图片', 'a picture'),
  'format.database': phrase('数据库文件，请改为导出 CSV', 'a database file; export CSV instead'),
  'format.json': phrase(
    'JSON，而本次按 CSV 上传；JSON 须每行一个对象，或全文件为一个数组，并以 application/x-ndjson 上传',
    'JSON sent as CSV; write one object a line, or one list, and send it as application/x-ndjson',
  ),
  'format.json-pretty': phrase(
    '分行排版的 JSON，请改为每行一个对象（NDJSON）或一个数组',
    'JSON laid out over several lines; write one object a line (NDJSON), or one list',
  ),
  'format.no-json': phrase(
    '没有 JSON 对象的文本；若是 CSV，请以 text/csv 上传',
    'a text without JSON objects; if it is CSV, send it as text/csv',
  ),
  'rows.count': phrase('行数须为 1 至 {max}', 'there must be 1 to {max} rows'),
  'rows.object': phrase('每行须为一个对象', 'every row must be an object'),
  'batch.id-missing': phrase('缺少：本批次自己的编号', 'is missing: an id of your own for this batch'),
  'batch.client-id': phrase('clientBatchId 须为 1 至 128 个字符', 'clientBatchId must have 1 to 128 characters'),

  // what is wrong with a mapping
  'mapping.object': phrase('须为一个 JSON 对象', 'it must be a JSON object'),
  'mapping.columns': phrase('须为列名或列名的列表', 'must be a column name or a list of column names'),
  'mapping.field': phrase(
    '须为列名、{"column": …, "default": …} 或 {"value": …}',
    'must be a column name, or {"column": …, "default": …}, or {"value": …}',
  ),
  'mapping.column-or-value': phrase('须在 column 与 value 中给出且只给出一个', 'give either "column" or "value"'),
  'mapping.time': phrase(
    '须为列名，或带有已知日期格式的 {"column": …, "dates": […]}',
    'must be a column name, or {"column": …, "dates": […]} with known date formats',
  ),
  'mapping.date-format': phrase(
    '“{format}”不是已知的日期格式（见字段对照指南的 Dates 一节）',
    '"{format}" is no date format we know (see "Dates" in the mapping guide)',
  ),
  'mapping.cut': phrase('“{cut}”须恰有一对空花括号', '"{cut}" must have one pair of empty braces'),
  'mapping.century': phrase(
    '两位年份（yy）须说明世纪：请写 centuryFrom，如 2000',
    'years of two digits (yy) need centuryFrom, such as 2000',
  ),
  'mapping.crs': phrase(
    '须为 WGS84、GCJ02、BD09、CGCS2000，或 CGCS2000 高斯-克吕格投影的 EPSG:4491 至 EPSG:4554',
    'must be WGS84, GCJ02, BD09, CGCS2000, or EPSG:4491 to EPSG:4554 for metres of CGCS2000',
  ),
  'mapping.class-key': phrase(
    '类别须写作 event:0110 或 component:0101（种类:代码）',
    'write a class as event:0110 or component:0101 (kind:code)',
  ),
  'mapping.name': phrase('只含小写字母、数字和连字符', 'must be lower-case letters, digits and hyphens'),
  'mapping.severity-unknown': phrase('“{code}”不是检查结果代码', '"{code}" is no finding code'),
  'mapping.severity-fixed': phrase('{code} 的级别不能更改', 'the severity of {code} is fixed'),
  'mapping.class-unknown': phrase('{catalogue} 中没有 {classes}', 'not in {catalogue}: {classes}'),
  'mapping.unit-unknown': phrase(
    'unit.values：没有单位 {units}（写单位编码；市级单位也可写名称）',
    'unit.values: no such unit: {units} (a code; of a body of the city its name too)',
  ),
  'mapping.area-unknown': phrase(
    '没有街道或社区 {areas}（写名称或编码）',
    'no such street or community: {areas} (a name or code)',
  ),
  'mapping.no-condition': phrase(
    'limit.defaults：{class} 没有立案条件“{condition}”',
    'limit.defaults: {class} has no condition "{condition}"',
  ),

  'ENV-MAPPING': problem(
    422,
    'county',
    '字段对照文件不符合要求：{reason}。',
    'The mapping is not as required: {reason}.',
  ),
  'ENV-GZIP': problem(422, 'county', '压缩文件损坏或不完整：{reason}。', 'The gzip file is damaged or cut: {reason}.'),
  'ENV-BOMB': problem(
    422,
    'county',
    '解压后超过压缩大小的 {ratio} 倍，整份文件未入库。',
    'It unpacks to more than {ratio} times its size; the whole file is rejected.',
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
    '文件不是 {declared} 编码；请更正编码，或修改字段对照中的 encoding。',
    'The file is not {declared}; correct it or the "encoding" of the mapping.',
  ),
  'ENV-HEADER': problem(422, 'county', '无法读取表头：{reason}。', 'The header line cannot be read: {reason}.'),
  'ENV-FORMAT': problem(422, 'county', '文件是{format}。', 'The file is {format}.'),
  'ENV-SEPARATOR': problem(
    422,
    'county',
    '文件用“{found}”分列，字段对照的 csv.delimiter 是“{expected}”；请改用一致的分隔符。',
    'The file is separated by "{found}", but csv.delimiter of the mapping is "{expected}": use the same.',
  ),
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
  'FLOW-BATCH-BEGUN': problem(
    409,
    'county',
    '该上传已开始处理，不能再取消。',
    'Work on this upload has begun: it cannot be cancelled any more.',
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
    '没有第 {version} 版字段对照；现有第 1 至 {latest} 版。',
    'There is no version {version} of the mapping; there are 1 to {latest}.',
  ),
  'KEY-MAPPING': problem(422, 'county', '该来源系统还没有字段对照。', 'This source system has no mapping yet.'),
  'KEY-SOURCE': problem(422, 'county', '没有名为 {source} 的来源系统。', 'There is no source system named {source}.'),
};
