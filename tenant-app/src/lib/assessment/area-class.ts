import { getLocale } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';

/** `一类区域` / `Area class 1`: steps of cells differ between the two. */
export const areaClassWord = (areaClass: 1 | 2): string =>
  m.area_class({ class: getLocale() === 'zh' ? { 1: '一', 2: '二' }[areaClass] : areaClass });
