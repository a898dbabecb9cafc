/** How lines begin that sum up the rows above them. */
const TOTAL =
  /^(?:本页|本表|本月|本日|本周|本期|以上|全部|全区|全市|全县|数据|记录|案[件卷])?\s*(?:合计|总计|小计|共计|累计|总数|总条数|总件数|总量|汇总|total|subtotal|grand total|sum)(?![\p{L}\p{Nd}-]*[\p{Nd}]{4})/iu;
const COUNT =
  /^(?:[(（]?\s*)?(?:共|总共|合共|已选择|共有|共计)?\s*[\d〇零一二三四五六七八九十百千万,]+\s*(?:条|件|行|宗|起|个案|笔|例|项|rows?|records?)/iu;
const PAGE = /^[-—\s]*(?:第\s*\d+\s*页|page\s+\d+)/iu;
/** Words before a colon in the lines that people and report tools put around a table. */
const REMARK =
  /^(?:制表|填表|填报|统计|导出|打印|生成|审核|审批|审签|复核|校对|报送|上报|制单|编制|查询|负责|分管|联系|经办|签字|盖章|备注|说明|注释|注|数据来源|来源|数据截止|数据截至|截止|截至|单位|日期|时间|时段|范围|条件|note|source|generated|exported|printed|date)[\p{L}（()）\s]{0,12}[:：]/iu;
const RULE = /^(?:[-=_*—–·.\s]{3,}|以下空白|以下无正文|以上为.*|(?:-+\s*)?(?:END|EOF|结束|完)(?:\s*-+)?)$/iu;

const MOMENT = /\d{4}\D\d{1,2}\D\d{1,2}.*\d:\d/;

/**
 * Whether a line without a report time is no case but words around the table: a total, a page number, who made it, a rule. By
 * its first filled cell; a single cell with a colon is a remark whatever it says.
 */
export function isNote(filled: readonly string[]): boolean {
  const first = (filled[0] ?? '').normalize('NFKC').trim();
  if (PAGE.test(first) || RULE.test(first)) return true;
  if (TOTAL.test(first) || COUNT.test(first)) return !filled.some((cell) => MOMENT.test(cell));
  return filled.length <= 6 && (REMARK.test(first) || (filled.length === 1 && /\p{L}.*:/u.test(first)));
}
