import { describe, expect, it } from 'vitest';
import { isEditable, isOfInputMethod } from './ime.ts';
import type { KeyStroke } from './ime.ts';

const stroke = (more: Partial<KeyStroke>): KeyStroke => ({
  ...{
    key: 'a',
    code: 'KeyA',
    keyCode: 65,
    isComposing: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
  },
  ...more,
});
const element = (tagName: string, more: object = {}) => ({ tagName, ...more }) as unknown as EventTarget;
const textarea = element('TEXTAREA');
const list = element('DIV');

describe('the input method', () => {
  it('keeps the Enter that ends a composition, in each way a browser reports it', () => {
    expect(isOfInputMethod(stroke({ key: 'Enter', keyCode: 13, isComposing: true }), textarea)).toBe(true);
    expect(isOfInputMethod(stroke({ key: 'Process', keyCode: 229 }), textarea)).toBe(true);
    expect(isOfInputMethod(stroke({ key: 'Enter', keyCode: 229 }), textarea)).toBe(true); // Safari, after compositionend
  });

  it('leaves an Enter of nobody, in a field and outside', () => {
    expect(isOfInputMethod(stroke({ key: 'Enter', keyCode: 13 }), textarea)).toBe(false);
    expect(isOfInputMethod(stroke({ key: 'Enter', keyCode: 13 }), list)).toBe(false);
  });

  it('cannot swallow letters outside of fields, where they come with 229 too', () => {
    expect(isOfInputMethod(stroke({ key: 'p', keyCode: 229 }), list)).toBe(false);
    expect(isOfInputMethod(stroke({ key: 'Process', keyCode: 229 }), list)).toBe(false);
    expect(isOfInputMethod(stroke({ keyCode: 229 }), null)).toBe(false);
  });
});

it('text goes into areas, text inputs and what is editable, not into boxes and buttons', () => {
  expect([element('INPUT', { type: 'text' }), element('INPUT', { type: 'search' }), textarea].map(isEditable)).toEqual([
    true,
    true,
    true,
  ]);
  expect(isEditable(element('DIV', { isContentEditable: true }))).toBe(true);
  expect([element('INPUT', { type: 'radio' }), element('BUTTON'), list, null].map(isEditable)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
