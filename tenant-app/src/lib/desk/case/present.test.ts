import { expect, it } from 'vitest';
import type { Person } from '#lib/live/index.ts';
import { othersAt, presentShort } from './present.ts';

const person = (given: Partial<Person>): Person => ({
  ...{ body: '供电公司', post: 'worker', name: null, doing: 'looking', act: null, self: false },
  ...given,
});

it('a line names who is at the case: by name inside the own tenant, else by body, and never oneself', () => {
  expect(presentShort(othersAt([]))).toBeNull();
  expect(presentShort(othersAt([person({ name: '王芳', self: true })]))).toBeNull();
  expect(presentShort(othersAt([person({ name: '王芳' })]))).toBe('王芳在看');
  expect(presentShort(othersAt([person({})]))).toBe('供电公司在看');
});

it('who is filling a form is named before who only looks', () => {
  const people = [person({ name: '李强' }), person({ name: '王芳', doing: 'filling', act: 'dispatch' })];
  expect(presentShort(othersAt(people))).toBe('王芳在填派遣');
});
