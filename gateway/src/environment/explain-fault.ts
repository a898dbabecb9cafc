import { message } from '@liangji/platform';
import { problemLine } from '../problems/problem-line.ts';
import { EnvironmentFault } from './environment-fault.ts';

/** Why a process did not start: sentences for what an operator can mend, the whole trace for what he cannot. */
export function explainFault(error: unknown): string {
  const { code, address, port, stack } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (error instanceof EnvironmentFault) return error.message;
  if (code === 'EADDRINUSE') return problemLine(message('START-PORT', { port: port ?? '?' }));
  if (code === 'ECONNREFUSED') return problemLine(message('START-DATABASE', { address: `${address}:${port}` }));
  return stack ?? String(error);
}
