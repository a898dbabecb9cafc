import { getLocale } from '#lib/paraglide/runtime.js';

/** The address of a list as a workbook, all pages of it: what narrows and orders it, under the names of `/exports`. */
export function exportHref(
  list: 'cases' | 'uploads' | 'periods' | 'audit',
  given: Readonly<Record<string, string | number | null>>,
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...given, language: getLocale() })) {
    if (value !== null) params.set(name, String(value));
  }
  return `/exports/${list}?${params}`;
}
