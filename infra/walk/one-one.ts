import { hop, type Hop } from './hop.ts';
import { openWalk } from './open-walk.ts';

const CITY = '遂宁市数字化城市管理监督指挥中心';
const COLLECTORS = '遂宁市城管信息采集公司';
const SUB_CENTRE = '船山区数字化城市管理分中心';
const ENFORCEMENT = '船山区综合行政执法局';

const ACCEPTOR = '遂宁市 · 受理员 acceptor';
const SHIFT_LEADER = '遂宁市 · 值班长 shift leader';
/** Of 船山区, seconded to the centre of the city. */
const SECONDED = '船山区 · 派遣员 dispatcher';
const CITY_DISPATCHER = '遂宁市 · 派遣员 dispatcher';
const COLLECTOR = `${COLLECTORS} · 采集员 collector`;
const DEPARTMENT = `${ENFORCEMENT} · 处置部门 department`;
const WORKER = `${ENFORCEMENT} · 处置人员 worker`;
const OTHER_DEPARTMENT = '船山区市政维护所 · 处置部门 department';
const OTHER_DISPATCHER = '蓬溪县 · 派遣员 dispatcher';

/**
 * 一级监督、一级指挥: a call about a place in 船山区. The city takes it in, checks and closes; 船山区’s own dispatcher, who sits in
 * the centre of the city, dispatches. States, who has the case and minutes: workflow.md §3 and §5, command-model.md “Modes”.
 */
export async function walkOneOne(origin: string, print: (line: string) => void): Promise<void> {
  const { walk, classId, ruleId } = await openWalk(
    origin,
    ACCEPTOR,
    {
      ...{ tenant: '船山区', longitude: 105.5605, latitude: 30.5305 },
      ...{ className: '店外经营', condition: '货品外摆或跨门经营' },
    },
    print,
  );
  const call = {
    ...{
      source: 'hotline',
      kind: 'event',
      classId,
      words: '店铺占道经营，行人要走车道',
      address: '船山区滨江路 8 号门前',
    },
    ...{ longitude: 105.5605, latitude: 30.5305, caller: { name: '刘女士', phone: '13990001001' } },
  };
  const hops: readonly Hop[] = [
    {
      ...{ title: '登记 register', act: 'register', by: ACCEPTOR, given: call },
      ...{ wrong: [SECONDED, 'AUTH-FORBIDDEN'], expected: { state: 'collecting', holder: CITY, due: 15 } },
    },
    {
      ...{ title: '派核实 ask to verify', act: 'ask_verify', by: ACCEPTOR, unit: COLLECTORS },
      ...{ wrong: [SECONDED, 'FLOW-SIDE'], expected: { state: 'collecting', holder: CITY, due: 30 } },
    },
    {
      ...{ title: '核实 verify', act: 'answer_verify', by: COLLECTOR, task: 'verify', photo: 'verify' },
      ...{ given: { finding: 'exists' }, wrong: [DEPARTMENT, 'FLOW-TASK-UNKNOWN'] },
      expected: {
        ...{ state: 'collecting', holder: CITY },
        due: (since) => 15 - (since('登记 register') - since('派核实 ask to verify')),
      },
    },
    {
      ...{ title: '受理 accept', act: 'accept', by: ACCEPTOR, given: { classId, ruleId } },
      ...{ wrong: [SHIFT_LEADER, 'FLOW-POST'], expected: { state: 'filing', holder: CITY, due: 15 } },
    },
    {
      ...{ title: '立案 file', act: 'file', by: SHIFT_LEADER, wrong: [ACCEPTOR, 'FLOW-POST'] },
      expected: { state: 'dispatching', holder: SUB_CENTRE, due: 15 },
    },
    {
      ...{ title: '派遣 dispatch', act: 'dispatch', by: SECONDED, unit: ENFORCEMENT },
      ...{ wrong: [OTHER_DISPATCHER, 'FLOW-CASE-UNKNOWN'] },
      expected: { state: 'disposing', holder: ENFORCEMENT, due: 120 },
    },
    {
      ...{ title: '接收 take', act: 'take', by: DEPARTMENT, wrong: [OTHER_DEPARTMENT, 'FLOW-CASE-UNKNOWN'] },
      expected: { state: 'disposing', holder: ENFORCEMENT, due: (since) => 120 - since('派遣 dispatch') },
    },
    {
      ...{
        title: '反馈 feed back',
        act: 'feed_back',
        by: DEPARTMENT,
        photo: 'after',
        given: { words: '已劝离，通道恢复' },
      },
      ...{ wrong: [WORKER, 'FLOW-POST'], expected: { state: 'check_sending', holder: CITY, due: 15 } },
    },
    {
      ...{ title: '派核查 ask to check', act: 'ask_check', by: ACCEPTOR, unit: COLLECTORS },
      ...{ wrong: [CITY_DISPATCHER, 'FLOW-POST'], expected: { state: 'check_sending', holder: CITY, due: 60 } },
    },
    {
      ...{ title: '核查 check', act: 'answer_check', by: COLLECTOR, task: 'check', photo: 'check' },
      ...{ given: { finding: 'passed' }, wrong: [DEPARTMENT, 'FLOW-TASK-UNKNOWN'] },
      expected: { state: 'check_sending', holder: CITY, due: 15 },
    },
    {
      ...{ title: '核查通过 pass', act: 'pass_check', by: ACCEPTOR, wrong: [SHIFT_LEADER, 'FLOW-POST'] },
      expected: { state: 'closing', holder: CITY, due: 30 },
    },
    {
      ...{ title: '结案 close', act: 'close', by: SHIFT_LEADER, scores: true, wrong: [SECONDED, 'FLOW-SIDE'] },
      expected: { state: 'closed', holder: CITY, due: null },
    },
    {
      ...{ title: '回访 call back', act: 'call_back', by: ACCEPTOR, given: { satisfaction: 'satisfied' } },
      ...{ wrong: [SECONDED, 'FLOW-SIDE'], expected: { state: 'closed', holder: CITY, due: null } },
    },
  ];
  for (const one of hops) await hop(walk, one);
}
