import { maskPersonal } from '../../kernel/mask-personal.ts';
import { maskName, maskPhone } from '../findings/finding.ts';
import { columnsOf } from './columns.ts';
import type { MappingDocument } from './document.ts';
import type { Cells } from '../read/row.ts';

/**
 * A row as somebody may see it who has no need of the reporter: the columns the mapping reads name and phone from are
 * masked, and so are phone and identity numbers anywhere else.
 */
export function maskPerson({ person }: Pick<MappingDocument, 'person'>, cells: Cells): Cells {
  const names = new Set(columnsOf(person.name));
  const phones = new Set(columnsOf(person.phone));
  const mask = ([column, value]: [string, Cells[string]]): [string, Cells[string]] => {
    if (value === null || value === '') return [column, value];
    if (names.has(column)) return [column, maskName(String(value))];
    if (phones.has(column)) return [column, maskPhone(String(value))];
    return [column, typeof value === 'string' ? maskPersonal(value) : value];
  };
  return Object.fromEntries(Object.entries(cells).map(mask));
}
