import { m } from '#lib/paraglide/messages.js';
import type { Post } from './actor.ts';

const POSTS: Record<string, () => string> = {
  collector: m.post_collector,
  acceptor: m.post_acceptor,
  shift_leader: m.post_shift_leader,
  dispatcher: m.post_dispatcher,
  department: m.post_department,
  worker: m.post_worker,
  inspector: m.post_inspector,
  leader: m.post_leader,
  assessor: m.post_assessor,
  data_officer: m.post_data_officer,
};

/** The name of a post in the visitor's language. */
export const postWord = ({ post }: Pick<Post, 'post'>): string => POSTS[post]?.() ?? post;
