import { OPEN_STATES } from '../../stage.ts';
import { row, type Transition } from '../transition.ts';

/** 核查结案: is it fixed, and the end of the case (workflow.md §3). */
export const CLOSING: readonly Transition[] = [
  row('ask_check', ['check_sending'], 'supervision', ['acceptor'], {
    needs: ['unit'],
    guards: ['not_asked'],
    event: 'check_sent',
    to: 'check_sending',
    opens: 'check',
    withdraws: ['check'],
    clock: { stops: 'check_sending', starts: 'check' },
  }),
  row('answer_check', ['check_sending'], 'task', ['collector'], {
    tasks: ['check'],
    needs: ['finding', 'photo_after'],
    event: 'check_answered',
    settles: ['check'],
    clock: { stops: 'check', starts: 'check_sending' },
  }),
  row('pass_check', ['check_sending'], 'supervision', ['acceptor'], {
    guards: ['checked'],
    event: 'check_passed',
    to: 'closing',
    withdraws: ['check'],
    clock: { stops: 'check_sending', starts: 'closing' },
  }),
  row('fail_check', ['check_sending'], 'supervision', ['acceptor'], {
    needs: ['reason'],
    guards: ['lead_serves'],
    event: 'reworked',
    to: 'disposing',
    baton: 'lead',
    opens: 'lead',
    withdraws: ['check'],
    clock: { stops: 'check_sending', starts: 'disposal' },
  }),
  // Nobody is left to mend it: no rework, the desk that commands it dispatches it anew.
  row('fail_check', ['check_sending'], 'supervision', ['acceptor'], {
    needs: ['reason'],
    guards: ['lead_abolished'],
    event: 'returned',
    to: 'dispatching',
    baton: 'commander',
    opens: 'command',
    withdraws: ['check'],
    clock: { stops: 'check_sending', starts: 'dispatch' },
  }),
  // A check that fails after the closing is a failed check: the closing is of whoever closed it to take back.
  row('fail_check', ['closed'], 'supervision', ['shift_leader'], {
    needs: ['reason'],
    guards: ['rework_ordered', 'lead_serves'],
    event: 'reworked',
    to: 'disposing',
    baton: 'lead',
    opens: 'lead',
    clock: { starts: 'disposal' },
  }),
  row('fail_closing', ['closing'], 'supervision', ['shift_leader'], {
    needs: ['reason'],
    guards: ['lead_serves'],
    event: 'reworked',
    to: 'disposing',
    baton: 'lead',
    opens: 'lead',
    clock: { stops: 'closing', starts: 'disposal' },
  }),
  row('fail_closing', ['closing'], 'supervision', ['shift_leader'], {
    needs: ['reason'],
    guards: ['lead_abolished'],
    event: 'returned',
    to: 'dispatching',
    baton: 'commander',
    opens: 'command',
    clock: { stops: 'closing', starts: 'dispatch' },
  }),
  row('close', ['closing'], 'supervision', ['shift_leader'], {
    event: 'closed',
    to: 'closed',
    withdraws: ['reply'],
    clock: { stops: 'closing' },
  }),
  row('force_close', OPEN_STATES, 'supervision', ['leader'], {
    needs: ['reason'],
    guards: ['undecided'],
    event: 'closed',
    to: 'closed',
    baton: 'supervision',
    withdraws: ['command', 'lead', 'assist', 'verify', 'check', 'reply'],
  }),
  row('call_back', ['closed'], 'supervision', ['acceptor'], {
    needs: ['satisfaction'],
    guards: ['public', 'not_called_back'],
    event: 'called_back',
  }),
];
