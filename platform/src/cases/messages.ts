import { phrase, problem } from '../kernel/message.ts';
import { REASON_PHRASES } from './reasons.ts';

export const CASES_MESSAGES = {
  ...REASON_PHRASES,
  'step.reported': phrase('上报', 'reported'),
  'step.filed': phrase('立案', 'filed'),
  'step.dispatched': phrase('派遣', 'dispatched'),
  'step.disposed': phrase('处置', 'disposed'),
  'step.suspended': phrase('挂账', 'suspended'),
  'step.resumed': phrase('恢复', 'resumed'),
  'step.extended': phrase('延期', 'extended'),
  'step.closed': phrase('结案', 'closed'),
  'step.refused': phrase('不予受理或不予立案', 'refused'),
  'step.voided': phrase('作废', 'void'),

  // why a body is suggested
  'duty.rule': phrase('{kind} {class} · {area} → {body}', '{kind}: {class}, {area} → {body}'),
  'duty.dispose': phrase('处置', 'disposes'),
  'duty.maintain': phrase('养护', 'maintains'),
  'duty.own': phrase('权属', 'owns'),
  'duty.supervise': phrase('主管', 'supervises'),
  'duty.collect': phrase('采集', 'collects'),
  'duty.collects-own': phrase('本区县采集单位', 'collecting body of the county'),
  'duty.collects-city': phrase('市级采集单位，服务本区县', 'collecting body of the city, serves the county'),
  'duty.every-class': phrase('全部类别', 'every class'),
  'duty.everywhere': phrase('全域', 'everywhere'),
  'duty.lately': phrase('近{days}天处置同类案卷 {count} 件', '{count} cases of this class in the last {days} days'),
  // a report before it is a case
  'report.half-a-place': phrase('经度与纬度须同时给出', 'longitude and latitude are given together'),
  'report.nothing': phrase('须有文字说明或照片', 'words or a photograph are needed'),
  'report.before-and-after': phrase(
    '自行处置须有处置前、处置后照片',
    'what was handled needs photographs before and after',
  ),
  'report.waiting': phrase('待受理', 'waiting'),
  'report.registered': phrase('已登记为案卷', 'registered as a case'),
  'report.linked': phrase('已并入案卷', 'linked to a case'),
  'report.refused': phrase('已不予受理', 'refused'),
  'FLOW-REASON': problem(
    422,
    'county',
    '“{reason}”不是“{act}”的理由代码：请用 {reasons} 之一；其他理由用 other，并在 words 中写明。',
    '“{reason}” is no reason of “{act}”: give one of {reasons}; for another one say other, and which in words.',
  ),
  'FLOW-REASON-WORDS': problem(
    422,
    'county',
    '理由选“其他”的，须在补充说明中写明是什么理由。',
    'The reason “other” has to be explained in words.',
  ),
  'FLOW-REPORT-COUNTY': problem(
    409,
    'county',
    '该上报属于另一区县，只能登记为或并入该区县的案卷；错报的，请注明理由不予受理。',
    'The report is of another county and becomes or joins a case of that one only; if it is wrong there, refuse it with a reason.',
  ),
  'FLOW-REPORT-SETTLED': problem(
    409,
    'county',
    '该上报的状态是“{state}”，不能再办理这一步。',
    'The report is "{state}" by now; this cannot be done any more.',
  ),
};
