/** Who is signed in and for whom he acts, as the gateway's `GET /auth/me` says. */
export interface Actor {
  /** By the body acted for: the centre of a city, the centre of a county, any other; null while a post must be chosen. */
  kind: 'city' | 'county' | 'unit' | null;
  name: string;
  tenant: Named & { kind: string; slug: string };
  city: Named;
  /** The post acted in. */
  post: Post | null;
  /** False: it is the first one, nobody chose yet. */
  chosen: boolean;
  /** Every post held now. */
  posts: Post[];
  /** Commands the platform lets this actor give; a screen offers no others. */
  allowed: string[];
}

interface Named {
  id: number;
  name: string;
  nameEn: string;
}

export interface Post {
  id: string;
  post: string;
  unit: string;
  /** For whom its holder acts. */
  body: string;
  bodyId: number;
  /** Desks that ended before it: what still lies with them is its own. */
  replaces?: number[];
}

/** A body with the desks it replaces: what is addressed to one of them is its own. */
export const unitsOf = ({ bodyId, replaces = [] }: Pick<Post, 'bodyId' | 'replaces'>): number[] => [
  bodyId,
  ...replaces,
];

/** Where a person with several posts chooses one. */
export const POSTS = '/posts';

/** Posts that work cases: their first page is the desk. A leader, an assessor and a data officer begin with figures. */
const AT_DESK = [...['collector', 'acceptor', 'shift_leader', 'dispatcher'], ...['department', 'worker', 'inspector']];

/** First page of whoever acts; whoever holds several posts chooses first. */
export function homeOf({ kind, chosen, posts, post }: Pick<Actor, 'kind' | 'chosen' | 'posts' | 'post'>): string {
  if (kind === null || (!chosen && posts.length > 1)) return POSTS;
  return post !== null && AT_DESK.includes(post.post) ? '/desk' : `/${kind}`;
}

/** Whether the acting post may upload files. */
export const mayUpload = ({ allowed }: Pick<Actor, 'allowed'>): boolean => allowed.includes('cases.submit');
