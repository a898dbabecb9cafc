import type { Actor, Audience } from '@liangji/platform';

/** As whom somebody listens. */
export type Viewer = Pick<Actor, 'pool' | 'tenantId' | 'cityId' | 'login'> & { readonly body: { readonly id: number } };

/**
 * Whether somebody may know of it: a county of its own cases, the city of those of all its counties, any other body of
 * those that concern it. The same as the pools read, without the cases that a body once had.
 */
export function reaches(
  viewer: Pick<Viewer, 'pool' | 'tenantId' | 'cityId' | 'body'>,
  { tenantId, cityId, units }: Pick<Audience, 'tenantId' | 'cityId' | 'units'>,
): boolean {
  switch (viewer.pool) {
    case 'county':
      return viewer.tenantId === tenantId;
    case 'city':
      return viewer.cityId === cityId;
    case 'unit':
      return viewer.cityId === cityId && units.includes(viewer.body.id);
  }
}
