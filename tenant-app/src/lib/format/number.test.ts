import { describe, expect, it } from 'vitest';
import { grouped } from './number.ts';

describe('a printed figure', () => {
  it('gets separators where it is a whole number', () => {
    expect(['7', '2437', '1204350'].map(grouped)).toEqual(['7', '2,437', '1,204,350']);
  });

  it('cannot be changed otherwise: decimals and percentages stay as they were frozen', () => {
    expect(['1234.50', '90.40', '27.90%'].map(grouped)).toEqual(['1234.50', '90.40', '27.90%']);
  });
});
