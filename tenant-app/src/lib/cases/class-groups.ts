import { catalogueName } from './catalogues.ts';
import { word } from './words.ts';

export interface ListedClass {
  id: number;
  catalogueId: string;
  kind: string;
  /** 大类 and 小类 have Chinese names only: the catalogues give no others. */
  categoryName: string;
  className: string;
}

/** One 大类 of a catalogue with its classes. */
export interface ClassGroup {
  key: string;
  label: string;
  classes: { id: number; name: string }[];
}

/** Classes by 大类, in the order they come. Names of catalogues are shown only where there are several. */
export function groupClasses(classes: readonly ListedClass[]): ClassGroup[] {
  const several = new Set(classes.map(({ catalogueId }) => catalogueId)).size > 1;
  const groups = new Map<string, ClassGroup>();
  for (const { id, catalogueId, kind, categoryName, className } of classes) {
    const key = `${catalogueId} ${kind} ${categoryName}`;
    const label = [several ? catalogueName(catalogueId) : '', word('kind', kind), categoryName].filter(Boolean);
    const group = groups.get(key) ?? { key, label: label.join(' · '), classes: [] };
    group.classes.push({ id, name: className });
    groups.set(key, group);
  }
  return [...groups.values()];
}
