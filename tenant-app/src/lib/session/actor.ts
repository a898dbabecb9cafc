/** Who is signed in, as the gateway's `GET /auth/me` tells it. */
export interface Actor {
  kind: 'city' | 'county';
  name: string;
  tenant: Named & { kind: string; slug: string };
  city: Named;
  posts: { unit: string; post: string }[];
}

interface Named {
  id: number;
  name: string;
  nameEn: string;
}

/** First page of each kind of actor. */
export const HOME = { city: '/city', county: '/county' } as const;
