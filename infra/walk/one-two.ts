import { hop, type Hop } from './hop.ts';
import { openWalk } from './open-walk.ts';

const CITY = '遂宁市数字化城市管理监督指挥中心';
const COLLECTORS = '遂宁市城管信息采集公司';
const COUNTY = '蓬溪县数字化城市管理指挥中心';
const ENFORCEMENT = '蓬溪县综合行政执法局';

const ACCEPTOR = '遂宁市 · 受理员 acceptor';
const SHIFT_LEADER = '遂宁市 · 值班长 shift leader';
const CITY_DISPATCHER = '遂宁市 · 派遣员 dispatcher';
const COLLECTOR = `${COLLECTORS} · 采集员 collector`;
const COUNTY_ACCEPTOR = '蓬溪县 · 受理员 acceptor';
const COUNTY_DISPATCHER = '蓬溪县 · 派遣员 dispatcher';
const COUNTY_COLLECTOR = '蓬溪县城管信息采集公司 · 采集员 collector';
const OTHER_COUNTY = '大英县 · 派遣员 dispatcher';
const DEPARTMENT = `${ENFORCEMENT} · 处置部门 department`;
const WORKER = `${ENFORCEMENT} · 处置人员 worker`;
const OTHER_DEPARTMENT = '蓬溪县环境卫生所 · 处置部门 department';

/**
 * 一级监督、两级指挥: a call at the city about a place in 蓬溪县, whose own centre dispatches. With an extension, a failed check and
 * the same body again. States, who has the case and minutes: workflow.md §3 to §5.
 */
export async function walkOneTwo(origin: string, print: (line: string) => void): Promise<void> {
  const { walk, classId, ruleId } = await openWalk(
    origin,
    ACCEPTOR,
    {
      ...{ tenant: '蓬溪县', longitude: 105.7255, latitude: 30.7655 },
      ...{ className: '店外经营', condition: '货品外摆或跨门经营' },
    },
    print,
  );
  const call = {
    ...{
      source: 'hotline',
      kind: 'event',
      classId,
      words: '夜市摊位占了整条人行道',
      address: '蓬溪县人民路 16 号门前',
    },
    ...{ longitude: 105.7255, latitude: 30.7655, caller: { name: '陈先生', phone: '13990001002' } },
  };
  const sinceDispatch = '派遣 dispatch';
  const check = (finding: 'passed' | 'failed', turn: string): readonly Hop[] => [
    {
      ...{ title: `派核查 ask to check${turn}`, act: 'ask_check', by: ACCEPTOR, unit: COLLECTORS },
      ...{ wrong: [COUNTY_ACCEPTOR, 'FLOW-SIDE'], expected: { state: 'check_sending', holder: CITY, due: 60 } },
    },
    {
      ...{ title: `核查 check${turn}`, act: 'answer_check', by: COLLECTOR, task: 'check', photo: 'check' },
      ...{ given: { finding }, wrong: [COUNTY_COLLECTOR, 'FLOW-TASK-UNKNOWN'] },
      expected: { state: 'check_sending', holder: CITY, due: 15 },
    },
  ];
  const hops: readonly Hop[] = [
    {
      ...{ title: '登记 register', act: 'register', by: ACCEPTOR, given: call },
      ...{ wrong: [COUNTY_DISPATCHER, 'AUTH-FORBIDDEN'], expected: { state: 'collecting', holder: CITY, due: 15 } },
    },
    {
      ...{ title: '派核实 ask to verify', act: 'ask_verify', by: ACCEPTOR, unit: COLLECTORS },
      ...{ wrong: [COUNTY_ACCEPTOR, 'FLOW-SIDE'], expected: { state: 'collecting', holder: CITY, due: 30 } },
    },
    {
      ...{ title: '核实 verify', act: 'answer_verify', by: COLLECTOR, task: 'verify', photo: 'verify' },
      ...{ given: { finding: 'exists' }, wrong: [COUNTY_COLLECTOR, 'FLOW-TASK-UNKNOWN'] },
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
      expected: { state: 'dispatching', holder: COUNTY, due: 15 },
    },
    {
      ...{ title: sinceDispatch, act: 'dispatch', by: COUNTY_DISPATCHER, unit: ENFORCEMENT },
      ...{ wrong: [CITY_DISPATCHER, 'FLOW-SIDE'], expected: { state: 'disposing', holder: ENFORCEMENT, due: 120 } },
    },
    {
      ...{ title: '接收 take', act: 'take', by: DEPARTMENT, wrong: [OTHER_DEPARTMENT, 'FLOW-CASE-UNKNOWN'] },
      expected: { state: 'disposing', holder: ENFORCEMENT, due: (since) => 120 - since(sinceDispatch) },
    },
    {
      ...{ title: '申请延期 ask for an extension', act: 'ask_extension', by: WORKER },
      ...{ given: { reason: 'other', words: '商户较多，需逐户劝导' }, wrong: [COUNTY_DISPATCHER, 'FLOW-SIDE'] },
      expected: { state: 'disposing', holder: ENFORCEMENT, due: (since) => 120 - since(sinceDispatch) },
    },
    {
      ...{ title: '同意延期 grant it', act: 'extend', by: COUNTY_DISPATCHER, given: { reason: 'as_stated' } },
      wrong: [CITY_DISPATCHER, 'FLOW-SIDE'],
      // One original limit more, from the original start.
      expected: { state: 'disposing', holder: ENFORCEMENT, due: (since) => 240 - since(sinceDispatch) },
    },
    {
      ...{ title: '反馈 feed back', act: 'feed_back', by: DEPARTMENT, photo: 'after', given: { words: '已劝导收摊' } },
      ...{ wrong: [WORKER, 'FLOW-POST'], expected: { state: 'check_sending', holder: CITY, due: 15 } },
    },
    ...check('failed', ''),
    {
      ...{
        title: '返工 rework',
        act: 'fail_check',
        by: ACCEPTOR,
        given: { reason: 'still_there', words: '仍有摊位占道' },
      },
      wrong: [SHIFT_LEADER, 'FLOW-POST'],
      // The same body goes on under its own clock, which stood still while others had the case.
      expected: {
        ...{ state: 'disposing', holder: ENFORCEMENT },
        due: (since) => 240 - (since(sinceDispatch) - since('反馈 feed back')),
      },
    },
    {
      ...{ title: '再反馈 feed back again', act: 'feed_back', by: DEPARTMENT, photo: 'after' },
      ...{ given: { words: '已全部清退' }, wrong: [OTHER_DEPARTMENT, 'FLOW-CASE-UNKNOWN'] },
      expected: { state: 'check_sending', holder: CITY, due: 15 },
    },
    ...check('passed', '（二）'),
    {
      ...{ title: '核查通过 pass', act: 'pass_check', by: ACCEPTOR, wrong: [SHIFT_LEADER, 'FLOW-POST'] },
      expected: { state: 'closing', holder: CITY, due: 30 },
    },
    {
      ...{ title: '结案 close', act: 'close', by: SHIFT_LEADER, scores: true, wrong: [ACCEPTOR, 'FLOW-POST'] },
      expected: { state: 'closed', holder: CITY, due: null },
    },
    {
      ...{ title: '回访 call back', act: 'call_back', by: ACCEPTOR, given: { satisfaction: 'satisfied' } },
      ...{ wrong: [COUNTY_ACCEPTOR, 'FLOW-SIDE'], expected: { state: 'closed', holder: CITY, due: null } },
    },
  ];
  for (const one of hops) await hop(walk, one);
  await walkThroughCity(origin, print);
}

const POWER = '供电公司';
const POWER_DEPARTMENT = `${POWER} · 处置部门 department`;
const WATER_DEPARTMENT = '自来水公司 · 处置部门 department';
const COUNTY_SHIFT_LEADER = '蓬溪县 · 值班长 shift leader';
const COUNTY_COLLECTORS = '蓬溪县城管信息采集公司';

/** A collector of 蓬溪县 found it, and it needs a body of the city: county, city, body, and back to who supervises. */
async function walkThroughCity(origin: string, print: (line: string) => void): Promise<void> {
  print('');
  print('蓬溪县 → 遂宁市 → 供电公司 → 蓬溪县');
  const { walk, classId, ruleId } = await openWalk(
    origin,
    ACCEPTOR,
    {
      ...{ tenant: '蓬溪县', longitude: 105.7305, latitude: 30.7705 },
      ...{ className: '路灯井盖', condition: '盖体丢失/移位/开裂，有安全隐患' },
    },
    print,
  );
  const found = {
    ...{
      source: 'patrol',
      kind: 'component',
      classId,
      words: '路灯井盖开裂，旁边是学校',
      address: '蓬溪县学府路 3 号',
    },
    ...{ longitude: 105.7305, latitude: 30.7705 },
  };
  const hops: readonly Hop[] = [
    {
      ...{ title: '登记 register', act: 'register', by: COUNTY_ACCEPTOR, given: found },
      ...{ wrong: [POWER_DEPARTMENT, 'AUTH-FORBIDDEN'], expected: { state: 'collecting', holder: COUNTY, due: 15 } },
    },
    {
      ...{ title: '受理 accept', act: 'accept', by: COUNTY_ACCEPTOR, given: { classId, ruleId } },
      ...{ wrong: [ACCEPTOR, 'FLOW-SIDE'], expected: { state: 'filing', holder: COUNTY, due: 15 } },
    },
    {
      ...{ title: '立案 file', act: 'file', by: COUNTY_SHIFT_LEADER, wrong: [SHIFT_LEADER, 'FLOW-SIDE'] },
      expected: { state: 'dispatching', holder: COUNTY, due: 15 },
    },
    {
      ...{
        title: '上交市级 pass up',
        act: 'pass_up',
        by: COUNTY_DISPATCHER,
        given: { reason: 'city_facility', words: '权属为供电公司' },
      },
      ...{ wrong: [CITY_DISPATCHER, 'FLOW-SIDE'], expected: { state: 'dispatching', holder: CITY, due: 15 } },
    },
    {
      ...{ title: '派遣 dispatch', act: 'dispatch', by: CITY_DISPATCHER, unit: POWER },
      ...{ wrong: [COUNTY_DISPATCHER, 'FLOW-SIDE'], expected: { state: 'disposing', holder: POWER, due: 120 } },
    },
    {
      ...{ title: '接收 take', act: 'take', by: POWER_DEPARTMENT, wrong: [WATER_DEPARTMENT, 'FLOW-CASE-UNKNOWN'] },
      expected: { state: 'disposing', holder: POWER, due: (since) => 120 - since('派遣 dispatch') },
    },
    {
      ...{ title: '反馈 feed back', act: 'feed_back', by: POWER_DEPARTMENT, photo: 'after' },
      ...{ given: { words: '已更换井盖' }, wrong: [DEPARTMENT, 'FLOW-CASE-UNKNOWN'] },
      expected: { state: 'check_sending', holder: COUNTY, due: 15 },
    },
    {
      ...{ title: '派核查 ask to check', act: 'ask_check', by: COUNTY_ACCEPTOR, unit: COUNTY_COLLECTORS },
      ...{ wrong: [ACCEPTOR, 'FLOW-SIDE'], expected: { state: 'check_sending', holder: COUNTY, due: 60 } },
    },
    {
      ...{ title: '核查 check', act: 'answer_check', by: COUNTY_COLLECTOR, task: 'check', photo: 'check' },
      ...{ given: { finding: 'passed' }, wrong: [COLLECTOR, 'FLOW-TASK-UNKNOWN'] },
      expected: { state: 'check_sending', holder: COUNTY, due: 15 },
    },
    {
      ...{ title: '核查通过 pass', act: 'pass_check', by: COUNTY_ACCEPTOR, wrong: [OTHER_COUNTY, 'FLOW-CASE-UNKNOWN'] },
      expected: { state: 'closing', holder: COUNTY, due: 30 },
    },
    {
      ...{
        title: '结案 close',
        act: 'close',
        by: COUNTY_SHIFT_LEADER,
        scores: true,
        wrong: [SHIFT_LEADER, 'FLOW-SIDE'],
      },
      expected: { state: 'closed', holder: COUNTY, due: null },
    },
  ];
  for (const one of hops) await hop(walk, one);
}
