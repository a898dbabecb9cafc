import { maskPersonal } from '../../kernel/mask-personal.ts';
import { maskName, maskPhone } from '../findings/finding.ts';
import { columnsOf } from './columns.ts';
import type { MappingDocument } from './document.ts';
import type { Cells } from '../read/row.ts';

/**
 * A row as somebody may see it who has no need of the reporter: the columns the mapping reads name and phone from are
 * masked, and so are phone and identity numbers anywhere else, whatever JSON they stand in: a number, a list, an object.
 */
export function maskPerson({ person }: Pick<MappingDocument, 'person'>, cells: Cells): Cells {
  const names = new Set(columnsOf(person.name));
  const phones = new Set(columnsOf(person.phone));
  const mask = ([column, value]: [string, unknown]): [string, unknown] => {
    if (value === null || value === '') return [column, value];
    if (names.has(column)) return [column, maskName(textOf(value))];
    if (phones.has(column)) return [column, maskPhone(textOf(value))];
    return [column, maskDeep(value)];
  };
  return Object.fromEntries(Object.entries(cells).map(mask));
}

/** What is no text stays what it is, unless it holds a number of somebody. */
function maskDeep(value: unknown): unknown {
  if (typeof value === 'string') return maskPersonal(value);
  if (Array.isArray(value)) return value.map(maskDeep);
  if (typeof value === 'number' || typeof value === 'bigint') {
    const text = String(value);
    const masked = maskPersonal(text);
    return masked === text ? value : masked;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [maskPersonal(name), maskDeep(each)]));
}

/** A cell that holds a list or an object is masked as a whole. */
const textOf = (value: unknown): string => (typeof value === 'object' ? '' : String(value));
