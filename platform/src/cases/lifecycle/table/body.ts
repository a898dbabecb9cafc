import { row, type Transition } from '../transition.ts';

const WORKERS = ['department', 'worker'] as const;

/** 任务处理: the body that has the case, and those that help it (workflow.md §3). */
export const WORKING: readonly Transition[] = [
  row('take', ['disposing'], 'lead', WORKERS, {
    guards: ['not_taken'],
    event: 'taken',
    to: 'disposing',
  }),
  row('assign_inside', ['disposing', 'collecting', 'check_sending'], 'task', ['department', 'collector'], {
    tasks: ['lead', 'assist', 'verify', 'check'],
    needs: ['inner'],
    guards: ['no_return_asked'],
    event: 'inner_asked',
  }),
  row('ask_assist', ['disposing'], 'command', ['dispatcher'], {
    needs: ['unit', 'words'],
    takes: ['limit'],
    event: 'assist_asked',
    opens: 'assist',
    clock: { starts: 'assist' },
  }),
  row('answer_assist', ['disposing'], 'task', WORKERS, {
    tasks: ['assist'],
    needs: ['words'],
    event: 'assist_answered',
    settles: ['assist'],
    clock: { stops: 'assist' },
  }),
  // Whoever does not answer, or is there no more, keeps the lead from feeding back.
  row('withdraw_assist', ['disposing', 'suspended'], 'asker', ['dispatcher'], {
    tasks: ['assist'],
    needs: ['reason'],
    event: 'assist_withdrawn',
    withdraws: ['assist'],
    clock: { stops: 'assist' },
  }),
  row('feed_back', ['disposing'], 'lead', ['department'], {
    needs: ['words', 'photo_after'],
    guards: ['assists_answered', 'no_request'],
    event: 'disposed',
    to: 'check_sending',
    baton: 'supervision',
    settles: ['lead'],
    clock: { stops: 'disposal', starts: 'check_sending' },
  }),
  row('ask_extension', ['disposing'], 'lead', WORKERS, {
    needs: ['reason'],
    guards: ['before_due', 'extensions_left', 'no_request'],
    event: 'extension_asked',
    asks: 'extension',
  }),
  row('ask_return', ['disposing'], 'lead', ['department'], {
    needs: ['reason'],
    guards: ['no_request', 'inner_withdrawn'],
    event: 'return_asked',
    asks: 'return',
  }),
  row('ask_suspension', ['disposing'], 'lead', ['department'], {
    needs: ['reason', 'until'],
    guards: ['before_due', 'no_request'],
    event: 'suspension_asked',
    asks: 'suspension',
  }),
  row('ask_void', ['disposing'], 'lead', ['department'], {
    needs: ['reason'],
    guards: ['no_request'],
    event: 'void_asked',
    asks: 'void',
  }),
];
