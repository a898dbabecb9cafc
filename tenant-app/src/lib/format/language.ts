import { getLocale } from '#lib/paraglide/runtime.js';

/** The text of a stored document in the visitor's language. */
export const pick = (words: { zh: string; en: string }): string => words[getLocale()];

/** Name of a tenant in the visitor's language. */
export const nameOf = (tenant: { name: string; nameEn: string }): string =>
  getLocale() === 'zh' ? tenant.name : tenant.nameEn;

/** `甲、乙` / `a, b` */
export const list = (words: string[]): string => words.join(getLocale() === 'zh' ? '、' : ', ');

/** Language of a text that is the same on every page: what has Chinese letters is read aloud as Chinese. */
export const langOf = (text: string | null | undefined): 'zh-CN' | undefined =>
  text && /\p{Script=Han}/u.test(text) ? 'zh-CN' : undefined;
