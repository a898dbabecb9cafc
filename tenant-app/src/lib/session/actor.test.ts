import { describe, expect, it } from 'vitest';
import { homeOf, mayUpload } from './actor.ts';
import type { Actor, Post } from './actor.ts';
import { navigationOf } from './navigation.ts';

const of = (id: string, post: string): Post => ({ id, post, unit: '供电公司', body: '供电公司', bodyId: 7 });
const alone = (kind: Actor['kind'], post: string) => ({
  kind,
  chosen: false,
  posts: [of('a', post)],
  post: of('a', post),
});

describe('the first page', () => {
  it.each(['collector', 'acceptor', 'shift_leader', 'dispatcher', 'department', 'worker', 'inspector'])(
    'of a %s is the desk, at whatever body',
    (post) => {
      for (const kind of ['city', 'county', 'unit'] as const) expect(homeOf(alone(kind, post)), kind).toBe('/desk');
    },
  );

  it('of a leader, an assessor and a data officer is that of the body acted for', () => {
    expect([homeOf(alone('city', 'leader')), homeOf(alone('city', 'assessor'))]).toEqual(['/city', '/city']);
    expect([homeOf(alone('county', 'leader')), homeOf(alone('county', 'data_officer'))]).toEqual([
      '/county',
      '/county',
    ]);
    expect(homeOf(alone('unit', 'leader'))).toBe('/unit');
  });

  it('of somebody with several posts is their choice, and once', () => {
    const posts = [of('a', 'data_officer'), of('b', 'department')];
    expect(homeOf({ kind: 'county', chosen: false, posts, post: posts[0]! })).toBe('/posts');
    expect(homeOf({ kind: 'county', chosen: true, posts, post: posts[0]! })).toBe('/county');
    expect(homeOf({ kind: 'unit', chosen: true, posts, post: posts[1]! })).toBe('/desk');
  });

  it('of somebody whose chosen post has ended is the choice again', () => {
    expect(homeOf({ kind: null, chosen: true, posts: [of('a', 'worker')], post: null })).toBe('/posts');
  });
});

it('offers the audit only to a post that may read it', () => {
  const pages = (kind: 'city' | 'county', allowed: string[]) => navigationOf({ kind, allowed }).map(({ href }) => href);
  expect(pages('city', ['audit.list'])).toContain('/city/audit');
  expect(pages('county', ['audit.list'])).toContain('/county/audit');
  expect(pages('city', ['period.close'])).toEqual([
    ...['/city', '/desk', '/city/cases', '/city/uploads', '/city/periods'],
  ]);
});

it('shows everybody of a county what was uploaded, and lets only a post upload that may', () => {
  const pages = navigationOf({ kind: 'county', allowed: ['drafts.put', 'cases.dispatch'] }).map(({ href }) => href);
  expect(pages).toEqual(['/county', '/desk', '/county/cases', '/county/uploads', '/county/periods']);
  expect([mayUpload({ allowed: ['cases.submit'] }), mayUpload({ allowed: ['cases.dispatch'] })]).toEqual([true, false]);
});
