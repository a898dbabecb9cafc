import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskPerson } from './mask-person.ts';

/** Numbers of people: mobile and identity numbers that nobody has. */
const number = fc.oneof(
  fc.integer({ min: 130_0000_0000, max: 199_9999_9999 }).map(String),
  fc
    .tuple(fc.integer({ min: 1950, max: 2009 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 100, max: 999 }))
    .map(([year, month, serial]) => `510922${year}${String(month).padStart(2, '0')}15${serial}1`),
);

/** A value that holds the number somewhere, as JSON can. */
const holding = (digits: string): fc.Arbitrary<unknown> =>
  fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(digits, `请联系${digits}`, ` ${digits} `),
      digits.length === 11 ? fc.constant(Number(digits)) : fc.constant(digits),
      fc.array(tie('value'), { minLength: 1, maxLength: 2 }),
      fc.record({ 电话: tie('value'), tel: fc.constant('x') }),
      tie('value').map((value) => ({ [digits]: value })),
    ),
  })).value;

const row = number.chain((digits) =>
  fc.record({ digits: fc.constant(digits), cells: fc.dictionary(fc.string({ minLength: 1 }), holding(digits)) }),
);

test('a number of somebody is shown in no column, whatever JSON it stands in', () => {
  fc.assert(
    fc.property(row, ({ digits, cells }) => {
      const masked = JSON.stringify(
        maskPerson({ person: { name: '姓名', phone: { column: ['手机', '电话'] } } }, cells),
      );
      // A column itself is a heading of the file; what stands under it is what is masked.
      const values = JSON.stringify(Object.values(JSON.parse(masked) as object));
      expect(values).not.toContain(digits);
    }),
    { numRuns: 2_000 },
  );
});

test('what the mapping reads name and phone from is masked, whatever it holds; figures are not', () => {
  const person = { name: '姓名', phone: '手机' };
  expect(maskPerson({ person }, { 姓名: '赵敏', 手机: 13812345678, 超期: 13, 面积: 12345678.5, 空: null })).toEqual({
    ...{ 姓名: '赵*', 手机: '138****5678', 超期: 13, 面积: 12345678.5, 空: null },
  });
  expect(maskPerson({ person }, { 姓名: { 姓: '赵' }, 手机: ['13812345678'] })).toEqual({ 姓名: '*', 手机: '*' });
});
