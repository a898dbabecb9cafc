import { row, type Transition } from '../transition.ts';

/** 信息采集 and 案卷建立: from the report to the filed case (workflow.md §3). */
export const BUILDING: readonly Transition[] = [
  row('register', [], 'supervision', ['acceptor'], {
    needs: ['place', 'class', 'words'],
    event: 'registered',
    to: 'collecting',
    baton: 'supervision',
    clock: { starts: 'acceptance' },
  }),
  row('ask_verify', ['collecting'], 'supervision', ['acceptor'], {
    needs: ['unit'],
    guards: ['not_asked'],
    event: 'verify_asked',
    opens: 'verify',
    withdraws: ['verify'],
    clock: { pauses: 'acceptance', starts: 'verify' },
  }),
  row('answer_verify', ['collecting'], 'task', ['collector'], {
    tasks: ['verify'],
    needs: ['finding', 'photo_before'],
    event: 'verify_answered',
    settles: ['verify'],
    clock: { stops: 'verify', resumes: 'acceptance' },
  }),
  row('accept', ['collecting'], 'supervision', ['acceptor'], {
    needs: ['class', 'condition'],
    guards: ['verified'],
    event: 'accepted',
    to: 'filing',
    withdraws: ['verify'],
    clock: { stops: 'acceptance', starts: 'filing' },
  }),
  row('refuse_acceptance', ['collecting'], 'supervision', ['acceptor'], {
    needs: ['reason'],
    event: 'refused',
    to: 'refused',
    withdraws: ['verify', 'reply'],
    clock: { stops: 'acceptance' },
  }),
  row('file', ['filing'], 'supervision', ['shift_leader'], {
    event: 'filed',
    to: 'dispatching',
    baton: 'command',
    opens: 'command',
    clock: { stops: 'filing', starts: 'dispatch' },
  }),
  row('return_to_acceptor', ['filing'], 'supervision', ['shift_leader'], {
    needs: ['reason'],
    event: 'file_returned',
    to: 'collecting',
    clock: { stops: 'filing', starts: 'acceptance' },
  }),
  row('refuse_filing', ['filing'], 'supervision', ['shift_leader'], {
    needs: ['reason'],
    event: 'refused',
    to: 'refused',
    withdraws: ['reply'],
    clock: { stops: 'filing' },
  }),
  row('self_handle', [], 'supervision', ['acceptor'], {
    needs: ['place', 'class', 'photo_before', 'photo_after'],
    event: 'registered',
    to: 'self_review',
    baton: 'supervision',
    clock: { starts: 'review' },
  }),
  row('archive', ['self_review'], 'supervision', ['acceptor'], {
    event: 'closed',
    to: 'closed',
    withdraws: ['reply'],
    clock: { stops: 'review' },
  }),
  row('to_normal_flow', ['self_review'], 'supervision', ['acceptor'], {
    needs: ['reason'],
    event: 'file_returned',
    to: 'collecting',
    clock: { stops: 'review', starts: 'acceptance' },
  }),
];
