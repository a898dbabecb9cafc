import { isEditable, isOfInputMethod } from './ime.ts';
import type { KeyStroke } from './ime.ts';

/** What a key means at the desk. */
export type Stroke =
  | { readonly does: 'next' | 'previous' | 'open' | 'back' | 'commit' | 'search' | 'help' | 'palette' }
  | { readonly does: 'new' | 'select' | 'undo' | 'photos' | 'map' }
  | { readonly does: 'pick'; readonly index: number }
  | { readonly does: 'letter'; readonly letter: string };

const PLAIN: Readonly<Record<string, Stroke['does']>> = {
  KeyJ: 'next',
  KeyK: 'previous',
  KeyN: 'new',
  KeyX: 'select',
  KeyZ: 'undo',
  KeyV: 'photos',
  KeyM: 'map',
};

/**
 * What the desk does on a key; null = nothing, the key is the browser's or the field's. Letters go by the physical key, because
 * an input method may name it otherwise (`/` arrives as 、), and only while no field has the focus. No chords, no memory of keys:
 * an input method eats the second, and swallows what lets a key go.
 */
export function strokeOf(event: KeyStroke, target: EventTarget | null, letters: boolean): Stroke | null {
  if (isOfInputMethod(event, target)) return null;
  const inField = isEditable(target);
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey) return null;
  if (command) {
    if (event.code === 'Enter' || event.code === 'NumpadEnter') return { does: 'commit' };
    if (event.code === 'KeyK') return { does: 'palette' };
    return null;
  }
  if (event.code === 'Escape') return { does: 'back' };
  if (event.code === 'F1') return { does: 'help' };
  if (inField) return null;
  const isPlain = !event.shiftKey; // letters and digits act without any modifier
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit && isPlain) return { does: 'pick', index: Number(digit) - 1 };
  if (event.code === 'ArrowDown') return { does: 'next' };
  if (event.code === 'ArrowUp') return { does: 'previous' };
  if (event.code === 'Enter' || event.code === 'NumpadEnter') return { does: 'open' };
  if (event.code === 'Slash') return { does: event.key === '?' || event.key === '？' ? 'help' : 'search' };
  if (!letters || !isPlain) return null;
  const plain = PLAIN[event.code];
  if (plain) return { does: plain } as Stroke;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  return letter ? { does: 'letter', letter } : null;
}
