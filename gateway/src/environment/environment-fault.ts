import { message, ROLES, type Message, type Role } from '@liangji/platform';
import { problemLine } from '../problems/problem-line.ts';

/** The environment keeps a process or a command from starting: one fault for each value that is missing or wrong. */
export class EnvironmentFault extends Error {
  readonly faults: readonly Message[];
  constructor(faults: readonly Message[]) {
    super(faults.map(problemLine).join('\n'));
    this.name = 'EnvironmentFault';
    this.faults = faults;
  }
}

/** What the variable of a role's database address holds. */
export function databaseAddress(name: string): Message {
  const role = name.replace('LIANGJI_DATABASE_URL_', '').toLowerCase();
  return message('start.database', { role: ROLES[role as Role] });
}
