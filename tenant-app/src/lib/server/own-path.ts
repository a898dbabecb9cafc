/** A path of ours out of a form, where a visitor goes back to; anything else leads to the start page. */
export const ownPath = (next: FormDataEntryValue | null): string =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/';
