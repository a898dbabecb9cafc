/** Who is signed in, as the gateway's `GET /auth/me` tells it. */
export interface Actor {
  kind: 'city' | 'county';
  name: string;
  tenant: { id: number; name: string; kind: 'city' | 'county' | 'zone'; slug: string };
  city: { id: number; name: string };
  posts: { unit?: string; post: string; name?: string }[];
}

/** First page of each kind of actor. */
export const HOME = { city: '/city', county: '/county' } as const;
