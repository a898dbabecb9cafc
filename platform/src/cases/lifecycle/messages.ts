import { phrase, problem, type Phrase } from '../../kernel/message.ts';
import { ACT_NAMES, ACT_WORDS, type ActName } from './acts.ts';
import { SENTENCES } from './sentences.ts';

const act = <Name extends ActName>(name: Name) => phrase(ACT_WORDS[name][0], ACT_WORDS[name][1]);

/** Names of the acts: `act.<name>`. */
const ACT_PHRASES = Object.fromEntries(ACT_NAMES.map((name) => [`act.${name}`, act(name)])) as {
  readonly [Name in ActName as `act.${Name}`]: Phrase<string, string> & { kind: 'phrase' };
};

/** A refused act: it stands in the way of nothing else. */
const refusal = <const Zh extends string, const En extends string>(zh: Zh, en: En) =>
  problem(409, 'county', `${zh}{instead}` as `${Zh}{instead}`, `${en}{instead}` as `${En}{instead}`);

export const LIFECYCLE_MESSAGES = {
  ...ACT_PHRASES,
  ...SENTENCES,
  'state.collecting': phrase('待受理', 'waiting to be accepted'),
  'state.filing': phrase('待立案', 'waiting to be filed'),
  'state.dispatching': phrase('待派遣', 'waiting to be dispatched'),
  'state.disposing': phrase('处置中', 'being disposed of'),
  'state.suspended': phrase('挂账', 'suspended'),
  'state.check_sending': phrase('待核查', 'waiting for its check'),
  'state.closing': phrase('待结案', 'waiting to be closed'),
  'state.self_review': phrase('自行处置待审核', 'self-handled, waiting for its review'),
  'state.closed': phrase('已结案', 'closed'),
  'state.refused': phrase('不予受理或不予立案', 'refused'),
  'state.void': phrase('已作废', 'void'),
  'state.moved': phrase('已转出', 'moved out'),
  'state.merged': phrase('已并案', 'merged'),
  'side.supervision': phrase('负责监督的坐席', 'the desk that supervises it'),
  'side.command': phrase('负责指挥的坐席', 'the desk that commands it'),
  'side.city': phrase('市级监督指挥中心', 'the city supervision and command centre'),
  'side.lead': phrase('主责单位', 'the body responsible for it'),
  'side.asker': phrase('派出该任务的坐席', 'the desk that gave the task'),
  'side.task': phrase('承接该任务的单位', 'the body that was given the task'),
  'side.decider': phrase('审批方', 'the desk that decides'),
  'side.giver': phrase('上一环节的移交方', 'whoever handed it over last'),
  'side.clerk': phrase('系统', 'the system'),
  'post.collector': phrase('采集员', 'collector'),
  'post.acceptor': phrase('受理员', 'acceptor'),
  'post.shift_leader': phrase('值班长', 'shift leader'),
  'post.dispatcher': phrase('派遣员', 'dispatcher'),
  'post.department': phrase('处置部门', 'department'),
  'post.worker': phrase('处置人员', 'worker'),
  'post.inspector': phrase('督查员', 'inspector'),
  'post.leader': phrase('领导', 'leader'),
  'need.photo_before': phrase('处置前', 'before'),
  'need.photo_after': phrase('处置后', 'after'),
  'act.report': phrase('上报', 'Report'),
  'flow.instead': phrase('现在可以办理：{acts}。', ' Possible now: {acts}.'),
  'flow.uploaded': phrase('上传数据', 'Upload'),
  'flow.since': phrase('{who}于{at}{act}', '{who} did “{act}” at {at}'),
  'flow.the-case': phrase('该案卷', 'The case'),
  'flow.other-body': phrase('相关单位', 'another body'),
  'flow.approver': phrase('由{unit}审批（{posts}）', 'decided by {unit} ({posts})'),
  'FLOW-STATE': refusal('案卷{state}，不能{act}。', '“{act}” is not possible: the case is {state}.'),
  'FLOW-SIDE': refusal('{act}由{side}办理。', '“{act}” is done by {side}.'),
  'FLOW-POST': refusal('{act}的岗位为：{posts}。', '“{act}” is done by: {posts}.'),
  'FLOW-BARRED': refusal(
    '您参与了该案卷的前一环节，不能再{act}。',
    'You took part in an earlier step: “{act}” is for somebody else.',
  ),
  'FLOW-SAME-PERSON': refusal(
    '您已办理“{other}”，同一案卷不能再由您{act}。',
    'You did “{other}” on this case, so “{act}” is for somebody else.',
  ),
  'FLOW-TASK-OVER': refusal('该任务已办结或已撤回，不能{act}。', 'The task is over: “{act}” is not possible.'),
  'FLOW-NOT-VERIFIED': refusal(
    '该来源须先核实属实，才能{act}。',
    'Reports of this source are verified first, before “{act}”.',
  ),
  'FLOW-NOT-CHECKED': refusal(
    '须先有现场核查通过的结果，才能{act}。',
    'A check on the spot has to pass first, before “{act}”.',
  ),
  'FLOW-ASKED-ALREADY': refusal(
    '已有同类任务未反馈，不能再{act}；逾期未反馈或该单位停用后，可另派单位。',
    'Such a task is still open: no second “{act}” before it is overdue or its body ends.',
  ),
  'FLOW-RETURNED': refusal(
    '案卷是退回来的，不能直接{act}。',
    'The case was returned to you: “{act}” would push it past your own stage.',
  ),
  'FLOW-NOT-RETURNED': refusal('案卷未经回退，不能{act}。', '“{act}” is not possible: the case was not returned.'),
  'FLOW-CITY-DIRECT': refusal(
    '不须经市级监督指挥中心，不能{act}。',
    '“{act}” is not needed: the case does not go through the city.',
  ),
  'FLOW-NOT-PASSED-UP': refusal(
    '案卷不是区县上交的，不能{act}。',
    '“{act}” is not possible: no county passed the case up.',
  ),
  'FLOW-ASSISTS-OPEN': refusal(
    '协办单位尚未全部反馈，不能{act}。',
    'Not every assistant has answered: “{act}” has to wait.',
  ),
  'FLOW-INNER-OPEN': refusal(
    '任务已分派给班组或人员，须先撤回内部分派，才能{act}。',
    'The task is with a squad or a person of your unit: take that back first (“Assign inside” to nobody), before “{act}”.',
  ),
  'FLOW-REQUEST-WAITS': refusal(
    '有申请尚待审批，不能{act}。',
    'A request waits for its decision: “{act}” has to wait.',
  ),
  'FLOW-NO-REQUEST': refusal('没有待审批的申请，不能{act}。', 'Nothing was asked for: “{act}” is not possible.'),
  'FLOW-LEAD-SERVES': refusal(
    '主责单位仍在承接案卷，不能{act}。',
    '“{act}” is not possible: the body responsible for it still works.',
  ),
  'FLOW-LEAD-ENDED': refusal(
    '案卷没有仍在承接的主责单位，不能{act}。',
    '“{act}” is not possible: no body that still takes cases is responsible for it.',
  ),
  'FLOW-NO-LEAD-TASK': refusal(
    '本单位在此没有该案卷的处置任务（案卷由对接系统上传），不能{act}；请在原系统办理。',
    'Your body was given no task here: the case is known by uploads. “{act}” is for the system that sends it.',
  ),
  'FLOW-ELSEWHERE': refusal(
    '案卷在{holder}，由其办理，不能由本单位{act}。',
    '“{act}” is not possible from here: the case lies with {holder}, and is worked there.',
  ),
  'FLOW-AFTER-DUE': refusal('已过处置时限，不能{act}。', 'The deadline has passed: “{act}” is not possible any more.'),
  'FLOW-NO-EXTENSION-LEFT': refusal('延期已满两次，不能{act}。', 'Two extensions were granted: no further “{act}”.'),
  'FLOW-TAKEN-ALREADY': refusal('已被接收，不能再{act}。', 'It was taken already: “{act}” is not possible any more.'),
  'FLOW-NO-REWORK-ORDERED': refusal(
    '结案后须先有抽查不合格的结果，或上级的再交办，才能{act}。',
    'After the closing a spot check has to fail first, or the case to be ordered again, before “{act}”.',
  ),
  'FLOW-DECIDED': refusal(
    '已有决定待系统执行，不能再{act}。',
    'A decision about the case waits to be carried out: “{act}” is not possible now.',
  ),
  'FLOW-CALLED-BACK': refusal('该案卷已回访，不能再{act}。', 'The reporter was asked already: no second “{act}”.'),
  'FLOW-NOT-PUBLIC': refusal('不是公众来源的案卷，不能{act}。', 'The report did not come from the public: no “{act}”.'),
  'FLOW-MOVED-ON': refusal(
    '案卷已有变化：{since}。请按现状重新办理。',
    'The case has moved on: {since}. Act on it as it is now.',
  ),
  'FLOW-NO-DECISION': refusal(
    '没有相应的审批决定，不予{act}。',
    '“{act}” is not carried out: nobody who may decide it has.',
  ),
  'FLOW-CASE-UNKNOWN': problem(
    404,
    'county',
    '没有此案卷，或无权查看。',
    'There is no such case, or it is not yours to see.',
  ),
  'FLOW-TASK-UNKNOWN': problem(
    404,
    'county',
    '没有此任务，或不是派给本单位的。',
    'There is no such task, or it is not your body’s.',
  ),
  'FLOW-BODY': problem(
    422,
    'county',
    '单位 {unit} 不承接该区县的案卷，或已停用，请另选单位。',
    'Unit {unit} takes no cases of this county, or has ended; choose another unit.',
  ),
  'FLOW-ASSIST-LEAD': problem(
    422,
    'county',
    '主责单位不能同时协办。',
    'The body responsible for the case cannot assist itself.',
  ),
  'FLOW-ASSIST-OPEN': problem(
    409,
    'county',
    '该单位正在协办本案卷，不必再派。',
    'That body assists with the case already.',
  ),
  'FLOW-ASSIST-LATE': problem(
    422,
    'county',
    '协办时限不能晚于处置时限（{due}）。',
    'An assistant cannot be given longer than the disposal has (until {due}).',
  ),
  'FLOW-BODY-CITY': refusal(
    '市级单位须经市级监督指挥中心派遣：请先上交，或另选本区县的单位。',
    'Bodies of the city are reached through the city: pass the case up first, or name a body of the county.',
  ),
  'FLOW-INNER': problem(
    422,
    'county',
    '请指定本单位的班组或人员，或撤回内部分派。',
    'Name a squad or a person of your own unit, or take the task back from them.',
  ),
  'FLOW-INNER-GIVEN': problem(
    409,
    'county',
    '任务已分派给班组或人员：须先撤回，才能分派给他人。',
    'A squad or a person of your unit has the task: take it back first, then give it to another.',
  ),
  'FLOW-CONDITION': problem(
    422,
    'county',
    '类别 {class} 没有立案条件 {condition}。',
    'Class {class} has no filing condition {condition}.',
  ),
  'FLOW-PLACE': problem(
    422,
    'county',
    '该点位于 {tenant}，案卷应归该处：请改填区县，或更正该点。',
    'The point lies in {tenant}, and so does the case: change the county, or correct the point.',
  ),
  'FLOW-OUTSIDE': problem(
    422,
    'county',
    '该点不在任何已知区县范围内：请核对该点，或不填该点、只凭地址登记到所在区县。',
    'The point lies in no county that is known here: correct it, or leave it out and register by the address in the county of the place.',
  ),
  'FLOW-CLASS': problem(
    422,
    'county',
    '本区县所用类别中没有小类 {class}，或其部件、事件属性与案卷不符：请重新查找类别（接口为 cases.search_classes）。',
    'The classes used there have no class {class}, or it is not of the kind of the case (component, event): look it up with cases.search_classes.',
  ),
  'FLOW-COUNTY': problem(
    422,
    'county',
    '案卷须归问题所在的区县，市级设施也不例外：请填写该区县；地点不明的，保留为上报，查明地点后再登记。',
    'A case belongs to the county of its place, facilities of the city too: name that county. Where the place is not known, leave the report until it is.',
  ),
  'FLOW-UNTIL': problem(422, 'county', '期限须在今后一年之内。', 'The date has to lie within a year from now.'),
  'FLOW-FINDING': problem(
    422,
    'county',
    '答复抽查须说明结果（合格或不合格），答复其他督办不填结果。',
    'The answer to a spot check says what was found, passed or failed; that to another order does not.',
  ),
  'FLOW-PHOTO': problem(422, 'county', '{act}须附照片（{usage}）。', '“{act}” needs a photograph ({usage}).'),
  'FLOW-NO-DESK': problem(
    409,
    'platform',
    '{tenant} 没有监督指挥中心，不能登记案卷。',
    '{tenant} has no supervision and command centre: no case can be registered.',
  ),
  'FLOW-NO-MODE': problem(
    409,
    'platform',
    '{tenant} 尚未设定监督指挥模式，不能登记案卷。',
    '{tenant} has no mode of supervision and command yet: no case can be registered.',
  ),
};
