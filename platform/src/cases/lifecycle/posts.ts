/** Posts that act on cases (workflow.md §0). */
export const POSTS = [
  'collector',
  'acceptor',
  'shift_leader',
  'dispatcher',
  'department',
  'worker',
  'inspector',
  'leader',
] as const;

export type Post = (typeof POSTS)[number];
