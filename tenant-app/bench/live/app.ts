/** What the desk uses of SvelteKit: the address, which this page leaves as it is. */
export const page = { url: new URL(location.href), data: {} };
export const replaceState = (): void => undefined;
