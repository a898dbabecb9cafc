import { cutText } from '../../kernel/cut-text.ts';
import type { Draft, IntakeContext } from './draft.ts';

/**
 * Reporter: kept apart from the picture, because no event, finding or outcome may hold personal data. Empty cells leave
 * what is stored as it is. No finding is ever made here: it would show the value.
 */
export function person(draft: Draft, context: IntakeContext): void {
  const { personName, personPhone } = context.mapping;
  if (personName === null && personPhone === null) return;
  const name = personName?.(draft.cells) ?? '';
  const phone = (personPhone?.(draft.cells) ?? '').normalize('NFKC').replace(/^'/, '');
  if (name === '' && phone === '') return;
  draft.person = { name: cut(name, 100), phone: cut(phone, 40) };
}

const cut = (text: string, max: number) => cutText(text, max) || null;
