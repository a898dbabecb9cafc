import type { RequestKind } from '../events.ts';
import type { Post } from './posts.ts';

/** Who decides a request: a post, and of an extension another one once one was granted. */
export interface Approver {
  readonly post: Post;
  readonly secondExtension?: Post;
}

/**
 * Who decides each request at the desk that decides (workflow.md §3: the pending states; §4 and §7: a second extension and what
 * is long are the leader's, after the notice of 2014). A mode names the desk, and may name other posts.
 */
export const APPROVERS: Readonly<Record<RequestKind, Approver>> = {
  extension: { post: 'dispatcher', secondExtension: 'leader' },
  return: { post: 'dispatcher' },
  suspension: { post: 'dispatcher' },
  void: { post: 'shift_leader' },
};

/** Every post that may come to decide about one of these requests. */
export const approversOf = (...requests: readonly RequestKind[]): Post[] => [
  ...new Set(
    requests.map((one) => APPROVERS[one]).flatMap(({ post, secondExtension = post }) => [post, secondExtension]),
  ),
];
