import { phrase } from '../../kernel/message.ts';

/** What people read after an act; act-messages.ts says which row of the table leads to which. */
export const SENTENCES = {
  // What whoever acts reads afterwards.
  'done.ended': phrase('{case} 已办：{act}', '{case}: {act}'),
  'done.moved': phrase('{case} 已{act}，转到{unit}（{state}）', '{case}: {act}. It is now with {unit} ({state})'),
  'done.requested': phrase('{case} 已{act}，{approver}', '{case}: {act}, to be {approver}'),
  'done.asked': phrase('{case} 已{act}，发给{unit}', '{case}: {act}. Sent to {unit}'),
  'done.answered': phrase('{case} 已{act}，答复给{unit}', '{case}: {act}. Answered to {unit}'),
  'done.stays': phrase('{case} 已{act}（{state}）', '{case}: {act} ({state})'),
  'done.noted': phrase('{case} 已{act}，已记入案卷，案卷未移交', '{case}: {act}. Noted; the case stays where it is'),
  'done.follows': phrase('{case} 已决定{act}，系统随即执行', '{case}: {act} decided. It is carried out at once'),
  'done.waits': phrase('{case} 已决定{act}，等{unit}办理', '{case}: {act} decided. It waits for {unit}'),
  // What the next one concerned reads: of a case that his body has …
  'next.collecting': phrase(
    '{unit}已{act}：请受理员核实后受理，或不予受理。',
    '{unit}: {act}. The acceptor verifies and accepts it, or refuses it.',
  ),
  'next.filing': phrase(
    '{unit}已{act}：请值班长立案、退回受理或不予立案。',
    '{unit}: {act}. The shift leader files it, returns it, or refuses to file it.',
  ),
  'next.dispatching': phrase(
    '{unit}已{act}：请派遣员派遣，或回退。',
    '{unit}: {act}. The dispatcher dispatches it, or returns it.',
  ),
  'next.disposing': phrase(
    '{unit}已{act}：请接收，在时限内处置并反馈；不能处置的提出申请。',
    '{unit}: {act}. Take it, dispose of it in time and feed back, or ask for what keeps you from it.',
  ),
  'next.suspended': phrase(
    '{unit}已{act}：计时已停，到期自动恢复，也可提前恢复。',
    '{unit}: {act}. Its clock stands; it is resumed on its day, or before by the dispatcher.',
  ),
  'next.check_sending': phrase(
    '{unit}已{act}：请受理员派核查，按结果通过或返工。',
    '{unit}: {act}. The acceptor sends the check, and passes or fails it by what is found.',
  ),
  'next.closing': phrase(
    '{unit}已{act}：请值班长结案，或返工。',
    '{unit}: {act}. The shift leader closes it, or orders a rework.',
  ),
  'next.self_review': phrase(
    '{unit}已{act}：请受理员审核归档，或转入正常流程。',
    '{unit}: {act}. The acceptor archives it, or sends it the ordinary way.',
  ),
  // … of a task of his body, and of a request that it decides
  'next.assist': phrase('{unit}请本单位协办：请办理后反馈。', '{unit} asks for assistance: do your part and answer.'),
  'next.verify': phrase(
    '{unit}请到现场核实：请拍照反馈。',
    '{unit} asks to verify on the spot: answer with a photograph.',
  ),
  'next.check': phrase(
    '{unit}请到现场核查：请拍照反馈。',
    '{unit} asks to check on the spot: answer with a photograph.',
  ),
  'next.reply': phrase('{unit}发来督办：请在期限前回复。', '{unit} gave an order: answer it in time.'),
  'next.request': phrase('{unit}已{act}：{approver}。', '{unit}: {act}, to be {approver}.'),
};
