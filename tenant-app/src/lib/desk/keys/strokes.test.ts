import { describe, expect, it } from 'vitest';
import type { KeyStroke } from './ime.ts';
import { strokeOf } from './strokes.ts';

const key = (code: string, more: Partial<KeyStroke> = {}): KeyStroke => ({
  ...{
    key: code,
    code,
    keyCode: 0,
    isComposing: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
  },
  ...more,
});
const list = { tagName: 'DIV' } as unknown as EventTarget;
const words = { tagName: 'TEXTAREA' } as unknown as EventTarget;

describe('a key at the desk', () => {
  it('opens an act by its letter on the list, and types in a field', () => {
    expect(strokeOf(key('KeyP'), list, true)).toEqual({ does: 'letter', letter: 'P' });
    expect(strokeOf(key('KeyP'), words, true)).toBeNull();
  });

  it('is a letter although the input method reports 229 outside of fields', () => {
    expect(strokeOf(key('KeyL', { key: 'Process', keyCode: 229 }), list, true)).toEqual({
      does: 'letter',
      letter: 'L',
    });
  });

  it('commits with Ctrl+Enter everywhere, but not while words are composed', () => {
    expect(strokeOf(key('Enter', { ctrlKey: true }), words, true)).toEqual({ does: 'commit' });
    expect(strokeOf(key('Enter', { metaKey: true }), list, true)).toEqual({ does: 'commit' });
    expect(strokeOf(key('Enter', { ctrlKey: true, isComposing: true }), words, true)).toBeNull();
  });

  it('steps back with Esc, in a field too, but not out of a composition', () => {
    expect(strokeOf(key('Escape'), words, true)).toEqual({ does: 'back' });
    expect(strokeOf(key('Escape', { keyCode: 229 }), words, true)).toBeNull();
  });

  it('knows / and ? by the key, whatever the input method makes of them', () => {
    expect(strokeOf(key('Slash', { key: '、' }), list, true)).toEqual({ does: 'search' });
    expect(strokeOf(key('Slash', { key: '？', shiftKey: true }), list, true)).toEqual({ does: 'help' });
  });

  it('walks, opens and picks', () => {
    const does = ['ArrowDown', 'KeyJ', 'ArrowUp', 'KeyK', 'Enter'].map((code) => strokeOf(key(code), list, true)?.does);
    expect(does).toEqual(['next', 'next', 'previous', 'previous', 'open']);
    expect(strokeOf(key('Digit3'), list, true)).toEqual({ does: 'pick', index: 2 });
    expect(strokeOf(key('Numpad3'), list, true)).toEqual({ does: 'pick', index: 2 });
    expect(strokeOf(key('Digit3'), words, true)).toBeNull();
  });

  it('leaves the keys of browser, menus and input methods alone', () => {
    const theirs = [
      key('KeyF', { altKey: true }),
      key('KeyR', { ctrlKey: true }),
      key('Space', { ctrlKey: true }),
      key('Tab'),
      key('ShiftLeft'),
      key('KeyP', { key: 'P', shiftKey: true }),
      key('KeyZ', { key: 'Z', shiftKey: true }),
      key('Digit3', { key: '#', shiftKey: true }),
    ];
    expect(theirs.map((each) => strokeOf(each, list, true))).toEqual(theirs.map(() => null));
  });

  it('can do without letters: what is left walks, opens, commits and steps back', () => {
    expect([strokeOf(key('KeyP'), list, false), strokeOf(key('KeyJ'), list, false)]).toEqual([null, null]);
    expect(strokeOf(key('ArrowDown'), list, false)).toEqual({ does: 'next' });
  });
});
