import { isEditable } from '../keys/ime.ts';

/** What a field of a page shows of itself. */
type Field = Pick<HTMLInputElement, 'tagName' | 'type' | 'value' | 'readOnly'>;

/** Whether nothing is typed in any of these fields. */
export const isClean = (fields: Iterable<Field>): boolean =>
  [...fields].every(
    (field) =>
      field.readOnly || field.type === 'hidden' || !isEditable(field as HTMLInputElement) || field.value === '',
  );
