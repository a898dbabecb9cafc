import { OPEN_STATES } from '../../stage.ts';
import { row, type Transition } from '../transition.ts';

/** Beside the ordinary way: what cannot wait, orders from above, and what is taken back (workflow.md §4). */
export const SPECIAL: readonly Transition[] = [
  row('file_urgent', ['collecting', 'filing'], 'supervision', ['shift_leader'], {
    needs: ['class', 'condition', 'unit'],
    guards: ['not_returned'],
    event: 'dispatched',
    to: 'disposing',
    baton: 'lead',
    opens: 'lead',
    clock: { stops: 'filing', starts: 'disposal' },
  }),
  row('supervise', OPEN_STATES, 'supervision', ['inspector', 'leader', 'shift_leader'], {
    needs: ['level', 'words'],
    event: 'supervised',
    opens: 'reply',
  }),
  row('answer_order', OPEN_STATES, 'task', ['dispatcher', 'department', 'leader'], {
    tasks: ['reply'],
    needs: ['words'],
    event: 'reply_answered',
    settles: ['reply'],
  }),
  row('acknowledge', OPEN_STATES, 'task', ['acceptor', 'dispatcher', 'department', 'collector', 'leader'], {
    tasks: ['command', 'assist', 'verify', 'check', 'reply'],
    guards: ['not_taken'],
    event: 'acknowledged',
  }),
  row('recall', OPEN_STATES, 'giver', ['acceptor', 'shift_leader', 'dispatcher'], {
    guards: ['untouched'],
    event: 'recalled',
  }),
];
