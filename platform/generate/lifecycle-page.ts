import type { RequestKind } from '../src/cases/events.ts';
import { doneBy, nextBy } from '../src/cases/lifecycle/act-messages.ts';
import { ACT_NAMES, ACT_WORDS, type ActName } from '../src/cases/lifecycle/acts.ts';
import { APPROVERS } from '../src/cases/lifecycle/approvers.ts';
import { LIFECYCLE } from '../src/cases/lifecycle/lifecycle.ts';
import { isMove, type ClockEffect, type Transition } from '../src/cases/lifecycle/transition.ts';
import { reasonsOf } from '../src/cases/reasons.ts';
import { OPEN_STATES } from '../src/cases/stage.ts';
import { entryOf } from '../src/kernel/message.ts';

const inTwo = (code: string): string => {
  const entry = entryOf(code);
  return entry === undefined ? code : `${entry.zh} ${entry.en}`;
};
const some = (parts: readonly string[]): string => (parts.length === 0 ? '—' : parts.join('<br>'));

const FROM = (from: Transition['from']): string => {
  if (from.length === 0) return '— (makes the case)';
  const isEveryOpen = OPEN_STATES.every((state) => from.includes(state));
  const others = isEveryOpen ? from.filter((state) => !OPEN_STATES.includes(state)) : from;
  return some([...(isEveryOpen ? ['未办结 any open case'] : []), ...others.map((state) => inTwo(`state.${state}`))]);
};
const tasksOf = (row: Transition): string => {
  const { tasks = [], orders, opens, settles = [], withdraws = [], asks, grants, refuses = [] } = row;
  return some([
    ...(tasks.length === 0 ? [] : [`on ${tasks.join(', ')}`]),
    ...(orders === undefined ? [] : [`of ${orders.join(', ')}`]),
    ...(opens === undefined ? [] : [`opens ${opens}`]),
    ...(settles.length === 0 ? [] : [`answers ${settles.join(', ')}`]),
    ...(withdraws.length === 0 ? [] : [`withdraws ${withdraws.join(', ')}`]),
    ...(asks === undefined ? [] : [`asks for ${asks}: ${approverOf(asks)}`]),
    ...(grants === undefined ? [] : [`grants ${grants}`]),
    ...(refuses.length === 0 ? [] : [`refuses ${refuses.join(', ')}`]),
  ]);
};
const approverOf = (request: RequestKind): string => {
  const { post, secondExtension } = APPROVERS[request];
  const again = secondExtension === undefined ? '' : `；再次 again: ${inTwo(`post.${secondExtension}`)}`;
  return `${inTwo(`post.${post}`)}${again}`;
};
const clockOf = (clock: ClockEffect = {}): string =>
  some(Object.entries(clock).map(([effect, step]) => `${effect} ${String(step)}`));

const line = (row: Transition): string =>
  [
    `\`${row.act}\` ${ACT_WORDS[row.act].join(' ')}`,
    FROM(row.from),
    inTwo(`side.${row.side}`),
    some(row.posts.map((post) => inTwo(`post.${post}`))),
    some([...(row.needs ?? []), ...(row.takes ?? []).map((extra) => `(${extra})`)]),
    some(row.guards ?? []),
    `${row.to === undefined ? (isMove(row) ? '不变 stays' : '不变（记录） stays, a note') : inTwo(`state.${row.to}`)}`,
    row.baton ?? '不变 stays',
    tasksOf(row),
    clockOf(row.clock),
    doneBy(row),
    nextBy(row) ?? '—',
  ].join(' | ');

const reasonLine = (act: ActName): string =>
  `| \`${act}\` ${ACT_WORDS[act].join(' ')} | ${reasonsOf(act)
    .map((code) => `\`${code}\` ${inTwo(`reason.${code}`)}`)
    .join('<br>')} |`;
const SENTENCES = [
  ...new Set([
    ...LIFECYCLE.flatMap((row) => [doneBy(row), nextBy(row) ?? 'done.waits'] as const),
    'done.follows' as const,
  ]),
];

/** `docs/lifecycle.md`: every row of the lifecycle, as it refuses and offers acts. */
export const lifecyclePage = (): string => `# 案卷流程 Lifecycle of a case

由 \`npm run generate\` 依流程表生成，请勿手改。 Written by \`npm run generate\` from the table that refuses and offers acts
(\`src/cases/lifecycle/table/\`); do not edit.

各监督指挥模式之间的差异（坐席、岗位、互斥、审批方、时限）见 \`data/modes/\`。 What differs between modes (desks, posts, pairs, deciders, limits) stands in \`data/modes/\`.
An act with several rows is done by whichever allows it. A move makes a new version of the case; a note leaves it. A machine
acts with the rights of its body; what stands in brackets may be given and need not; a desk that does not hold the case moves it through the clerk of who does.

| 动作 act | 状态 in | 哪一方 side | 岗位 posts | 须提供 needs | 条件 guards | 之后 then | 案卷交给 baton | 任务 tasks | 计时 clocks | 办理人所见 actor reads | 下一方所见 next reads |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${LIFECYCLE.map((row) => `| ${line(row)} |`).join('\n')}

## 理由 Reasons

给出代码；\`other\` 须在 words 中写明。 Given by the code; \`other\` is explained in words (decision 0053).

| 动作 act | 理由 reasons |
| --- | --- |
${ACT_NAMES.filter((act) => reasonsOf(act).length > 0)
  .map(reasonLine)
  .join('\n')}

## 告知 Sentences

办理后，办理人读到前者（\`message\`），下一方打开案卷时读到后者（\`cases.actions\`）。由系统转办的决定，办理人读到 \`done.waits\`，由本单位系统执行的读到 \`done.follows\`。 Whoever acts is
answered the first (\`message\`), the next one concerned the second with the bar of the case (\`cases.actions\`). A decision about a case that another desk holds answers
\`done.waits\`, or \`done.follows\` where it is the own desk's. A refusal is a problem of docs/errors.md.

| 代码 code | 中文 | English |
| --- | --- | --- |
${SENTENCES.sort()
  .map((code) => `| \`${code}\` | ${entryOf(code)?.zh ?? code} | ${entryOf(code)?.en ?? code} |`)
  .join('\n')}
`;
