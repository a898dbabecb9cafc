/** Text that is HTML already; everything else that `html` is given is escaped. */
export interface Html {
  readonly markup: string;
}

type Part = string | number | Html | readonly Html[];

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const markupOf = (part: Part): string => {
  if (typeof part !== 'object') return escape(String(part));
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
};

/** A piece of a page, safe whatever is put in; without the indentation of the source. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => {
  const lines = texts.map((text) => text.replace(/\n\s+/g, '\n'));
  return { markup: lines.reduce((whole, text, at) => whole + markupOf(parts[at - 1] ?? '') + text) };
};

export const NOTHING: Html = { markup: '' };
