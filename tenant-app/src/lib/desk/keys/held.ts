import { flushSync } from 'svelte';
import { isEditable } from './ime.ts';

/** Keys beside characters that mean something to a form. */
const MEANT = ['Process', 'Tab', 'Enter', 'Backspace', 'ArrowUp', 'ArrowDown'];

let waiting = 0;
let held: KeyboardEvent[] = [];

/** Keeps keys from now on for a part that is still being loaded. Its end drops those that were not given. */
export function holdKeys(): () => void {
  waiting += 1;
  return () => {
    waiting -= 1;
    if (waiting === 0) queueMicrotask(() => (held = []));
  };
}

/** Whether a key is kept. Escape gives up what was being waited for. */
export function isHeld(event: KeyboardEvent): boolean {
  const { key, code, target, altKey, metaKey, ctrlKey } = event;
  if (waiting === 0 || isEditable(target) || code === 'Escape' || altKey || metaKey) return false;
  if (ctrlKey ? key !== 'Enter' : key.length > 1 && !MEANT.includes(key)) return false;
  event.preventDefault();
  held.push(event);
  return true;
}

/** Presses the kept keys once more, in their order, now that the part is there and has the focus. */
export function giveHeldKeys(): void {
  const given = held;
  held = [];
  for (const event of given) {
    press(event);
    flushSync();
  }
}

function press({ key, code, shiftKey, ctrlKey }: KeyboardEvent): void {
  const again = { key, code, shiftKey, ctrlKey, bubbles: true, cancelable: true };
  const isFree = (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', again));
  const field = document.activeElement; // a letter may have gone to the search of the form
  if (!isFree) return;
  if (key === 'Tab') focusBeside(field, shiftKey ? -1 : 1);
  else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) type(field, charOf(key, code));
}

/** An input method names a key that it would compose with `Process`: its letter searches as pinyin does. */
const charOf = (key: string, code: string): string =>
  key === 'Process' ? (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? '') : key;

/** What the browser does with a key of somebody's own: it writes, or takes a character back. */
function type(field: HTMLInputElement | HTMLTextAreaElement, char: string): void {
  const { selectionStart: from, selectionEnd: to } = field;
  if (from === null || to === null) return; // no field for text
  if (char === 'Backspace') field.setRangeText('', from === to ? Math.max(0, from - 1) : from, to, 'end');
  else if (char.length === 1) field.setRangeText(char, from, to, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

function focusBeside(field: Element | null, by: 1 | -1): void {
  const form = field?.closest('form');
  const stops = [...(form?.querySelectorAll<HTMLElement>('input, select, textarea, button') ?? [])];
  const index = stops.findIndex((stop) => stop === field);
  if (form !== field) stops[index + by]?.focus();
  else stops[0]?.focus();
}
