/** What an input method may hold back from a desk, of the fields of a KeyboardEvent. */
export interface KeyStroke {
  readonly key: string;
  readonly code: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const TEXTLESS = new Set(['button', 'checkbox', 'radio', 'submit', 'reset', 'file', 'range', 'color', 'image']);

/** Whether keys typed into it are text. */
export function isEditable(target: EventTarget | null): boolean {
  const element = target as Partial<HTMLInputElement> | null;
  if (element?.isContentEditable) return true;
  const tag = element?.tagName?.toUpperCase();
  return tag === 'TEXTAREA' || tag === 'SELECT' || (tag === 'INPUT' && !TEXTLESS.has(element?.type ?? 'text'));
}

/**
 * Whether the input method has this key, not we. `isComposing` alone fails: Safari ends the composition before its Enter, and
 * the first key comes before it. Outside of fields plain letters may come with 229 too, and there is nothing to compose.
 */
export const isOfInputMethod = (stroke: KeyStroke, target: EventTarget | null): boolean =>
  isEditable(target) && (stroke.isComposing || stroke.key === 'Process' || stroke.keyCode === 229);
