/** Columns that the rejected-rows report adds to the sender's own; in a report sent back corrected they mean nothing. */
export const REPORT_COLUMNS: readonly string[] = ['结果 outcome', '行号 row', '错误代码 codes', '原因 reasons'];
