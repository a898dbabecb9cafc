import { isHeld } from './held.ts';
import { isEditable, isOfInputMethod } from './ime.ts';
import { strokeOf } from './strokes.ts';
import type { Stroke } from './strokes.ts';

/** Gives every key that is the desk's to `run`; what it takes is nobody else's. */
export function hearKeys(event: KeyboardEvent, letters: boolean, run: (stroke: Stroke) => boolean): void {
  const { target } = event;
  if (isHeld(event) || isOfInputMethod(event, target) || searchByLetter(event)) return;
  const stroke = strokeOf(event, target, letters);
  if (stroke === null) return;
  const own = target instanceof Element && target.closest('[data-own-keys], summary, a, button');
  if (own && ['open', 'next', 'previous'].includes(stroke.does) && !event.code.startsWith('Key')) return;
  if (run(stroke)) event.preventDefault();
}

/** While a form that searches is open, letters go into its search. */
function searchByLetter(event: KeyboardEvent): boolean {
  if (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.shiftKey ||
    isEditable(event.target) ||
    !/^Key[A-Z]$/.test(event.code)
  ) {
    return false;
  }
  const field = document.querySelector<HTMLElement>('[data-act-form] [data-letters]');
  field?.focus();
  return field !== null;
}

/** The form that keys are for: the one that has the focus, else the last, which is docked under what stands in the case. */
export const formOf = <Form extends Pick<HTMLElement, 'contains'>>(
  forms: readonly Form[],
  focused: Element | null,
): Form | undefined => forms.find((form) => form.contains(focused)) ?? forms.at(-1);

/** Picks an option of the open form by its digit: of the group that has the focus, else of the first that is still open. */
export function pickOption(index: number): boolean {
  const focused = document.activeElement?.closest<HTMLElement>('[data-pick]');
  const form = formOf([...document.querySelectorAll<HTMLElement>('[data-act-form]')], document.activeElement);
  const groups = [...(form?.querySelectorAll<HTMLElement>('[data-pick]') ?? [])];
  const group = focused ?? groups.find(({ dataset }) => dataset['pick'] === 'open') ?? groups[0];
  const button = group?.querySelectorAll('button')[index];
  button?.click();
  return button !== undefined;
}
