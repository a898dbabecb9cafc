import { phrase } from '../kernel/message.ts';

export const CASES_MESSAGES = {
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
};
