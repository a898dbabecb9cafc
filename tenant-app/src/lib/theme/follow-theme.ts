/**
 * Calls `paint` whenever the page turns light or dark, by the visitor's choice, by his machine or for paper; returns the end of
 * that. For what is drawn by a script: everything else follows the tokens of app.css by itself.
 */
export function followTheme(paint: () => void): () => void {
  const machine = matchMedia('(prefers-color-scheme: dark)');
  const choice = new MutationObserver(paint);
  machine.addEventListener('change', paint);
  choice.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    machine.removeEventListener('change', paint);
    choice.disconnect();
  };
}

/** Paper is white: while the page is printed it is light, also what scripts have drawn. Returns the end of that. */
export function printLight(): () => void {
  const { dataset } = document.documentElement;
  let chosen = dataset['theme'];
  const before = (): void => {
    chosen = dataset['theme'];
    dataset['theme'] = 'light';
  };
  const after = (): void => void (dataset['theme'] = chosen);
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  };
}
