import { expect, it } from 'vitest';
import { homeOf } from './actor.ts';
import type { Post } from './actor.ts';

const post = (id: string): Post => ({ id, post: 'worker', unit: '供电公司', body: '供电公司', bodyId: 7 });

it('leads everybody to the first page of the body acted for', () => {
  const one = { chosen: false, posts: [post('a')] };
  expect([homeOf({ kind: 'city', ...one }), homeOf({ kind: 'county', ...one })]).toEqual(['/city', '/county']);
  expect(homeOf({ kind: 'unit', ...one })).toBe('/unit');
});

it('lets somebody with several posts choose first, and once', () => {
  const two = [post('a'), post('b')];
  expect(homeOf({ kind: 'county', chosen: false, posts: two })).toBe('/posts');
  expect(homeOf({ kind: 'county', chosen: true, posts: two })).toBe('/county');
});

it('lets somebody choose again whose chosen post has ended', () => {
  expect(homeOf({ kind: null, chosen: true, posts: [post('a')] })).toBe('/posts');
});
