import { describe, expect, it } from 'vitest';
import { person } from './person.ts';
import { check } from '../../../test/intake/draft.ts';

const mapping = { person: { name: 'name', phone: 'phone' } };

describe('the reporter', () => {
  it('is kept apart from the picture and never in a finding', () => {
    const { draft } = check(person, { name: '赵敏', phone: "'１３８12345678" }, mapping);
    expect(draft.person).toEqual({ name: '赵敏', phone: '13812345678' });
    expect(JSON.stringify([draft.picture, draft.findings])).not.toMatch(/赵敏|138/);
  });
  it('nobody is nobody', () => {
    expect(check(person, { name: '', phone: '' }, mapping).draft.person).toBeNull();
    expect(check(person, { name: '赵敏' }).draft.person).toBeNull();
  });
});
