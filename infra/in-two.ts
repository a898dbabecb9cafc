/** A sentence for whoever starts the product, Chinese first, with a stable code: as the commands print theirs. */
export const inTwo = (code: string, zh: string, en: string): string => `${zh} ${en} (${code})`;
