/** Adds a style sheet to the page; fulfilled once it is in force, rejects when it cannot be had. */
export function addStyles(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => reject(new Error(`no style sheet at ${href}`)));
    document.head.append(link);
  });
}
