import { finding, phrase, problem } from '../kernel/message.ts';

export const ASSESSMENT_MESSAGES = {
  'period.no-group': phrase('方案 {scheme} 没有分组“{group}”', 'scheme {scheme} has no group "{group}"'),
  'period.days': phrase(
    '评价周期“{label}”的起止日期 {from} – {to} 有误',
    'the days {from} – {to} of period "{label}" are wrong',
  ),
  'period.series': phrase(
    '系列“{series}”须以小写字母开头，只含小写字母、数字、_ 和 -，最多 32 位（如 week）',
    'the series "{series}" must begin with a lower-case letter and hold such letters, digits, _ and - only, 32 at most (such as week)',
  ),
  'scheme.name': phrase('名称 {name} 不可用，请改名', 'the name {name} cannot be used; choose another'),
  'scheme.words': phrase(
    '须为可显示的文字，不含控制字符',
    'must be text that can be shown, without control characters',
  ),
  'scheme.too-many': phrase('最多 {most} 项', 'at most {most} entries'),
  'basis.reported': phrase('上报日', 'day of the report'),
  'basis.filed': phrase('立案日', 'day of filing'),
  'basis.disposal_due': phrase('处置截止日', 'day of the deadline'),
  'basis.closed': phrase('结案日', 'day of closing'),
  'score.late': phrase(
    '含 {count} 件迟报案卷：其{basis}所在的周期定稿时还没有收到。',
    'With {count} late cases: the period of their {basis} was closed before they arrived.',
  ),
  'score.only-backlog': phrase(
    '本期没有收到上报的案卷，但仍有往期超期未结的案卷，照常参加排名：没有数据的部分不计，其余按比例加权。',
    'No case reported in this period has arrived, but cases from earlier ones are overdue: ranked all the same, parts without data left out.',
  ),
  'scheme.exact': phrase('须为十进制数', 'must be a decimal'),

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
    '评价周期 {label} 到 {to} 才结束，尚不能定稿。',
    'Period {label} ends at {to}; it cannot be closed before.',
  ),
  'PERIOD-NAME': problem(
    422,
    'city',
    '输入的名称与评价周期 {label} 不一致，没有定稿。',
    'The name typed is not that of period {label}; nothing was closed.',
  ),
  'PERIOD-NOT-CLOSED': problem(
    409,
    'city',
    '评价周期 {label} 未定稿：只有已定稿的周期才能重算比对或重新开放。',
    'Period {label} is not closed: only a closed one can be replayed or opened again.',
  ),
  'PERIOD-REASON': problem(
    422,
    'city',
    '重新开放评价周期 {label} 须写明理由。',
    'Say why period {label} is to be opened again.',
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
  'SCHEME-PRINT': finding(
    '{name} 标为 {print}，而公式得出的不是这种数：percent 须为比率，count 须为件数。',
    '{name} is labelled {print}, and its formula gives no such figure: a percentage must be a rate, a count a number of cases.',
    'city',
  ),
  'SCHEME-BUDGET': finding(
    '{name} 的算式过长：数字会越算越大（例如反复相乘），请化简。',
    'The formulas up to {name} take too much: figures grow without bound, by repeated multiplication for example. Simplify them.',
    'city',
  ),
  'SCHEME-BINS': finding(
    '{name} 的分档有误，应从 0 开始递增，分值在 0 到 100 之间：{reason}。',
    'The bands of {name} must start at 0, rise, and give 0 to 100 points: {reason}.',
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
  'SCHEME-NO-DATA-ELSEWHERE': finding(
    '没有可比的数值：{name}。',
    'There is no figure to compare with: {name}.',
    'city',
  ),
  'SCHEME-NO-DATA-GROUP': finding('评价方案没有分组“{group}”。', 'The scheme has no group "{group}".', 'city'),
  'SCHEME-NO-DATA-CELLS': finding(
    '没有单元网格，无法按网格计分。',
    'There is no unit grid, so nothing can be scored by cell.',
    'city',
  ),
  'SCHEME-NO-DATA-SILENCE': finding('没有收到在本期上报的案卷。', 'No case reported in this period has arrived.'),
  'SCHEME-MISSING': problem(
    404,
    'city',
    '没有评价方案 {id} 第 {version} 版：请先执行 npx liangji scheme publish。',
    'There is no scheme {id}, version {version}: publish it first, npx liangji scheme publish.',
  ),
  'PERIOD-CLOSED': problem(
    409,
    'city',
    '评价周期 {label} 已开始定稿，不能再录入。',
    'Period {label} is being closed or is closed; nothing can be entered any more.',
  ),
  'PERIOD-PINNED-LOST': problem(
    500,
    'platform',
    '定稿时采用的 {version} 已缺失或被改动，无法重算。',
    'The {version} a closed period was computed with is gone or was altered; it cannot be computed again.',
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
  'SCHEME-INPUT-TWICE': problem(
    400,
    'city',
    '第 {row} 条：{member} 的 {name} 出现了两次。',
    'Entry {row}: {name} of {member} is there twice.',
  ),
  'SCHEME-INPUT-VALUE': problem(
    400,
    'city',
    '第 {row} 条：{name} 的值“{value}”须为数字，并写明依据。',
    'Entry {row}: the value "{value}" of {name} must be a decimal, with a reason beside it.',
  ),
};
