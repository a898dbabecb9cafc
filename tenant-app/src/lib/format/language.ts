import { getLocale } from '#lib/paraglide/runtime.js';

/** The text of a stored document in the visitor's language. */
export const pick = (words: { zh: string; en: string }): string => words[getLocale()];

/** Name of a tenant in the visitor's language. */
export const nameOf = (tenant: { name: string; nameEn: string }): string =>
  getLocale() === 'zh' ? tenant.name : tenant.nameEn;

/** `甲、乙` / `a, b` */
export const list = (words: string[]): string => words.join(getLocale() === 'zh' ? '、' : ', ');
