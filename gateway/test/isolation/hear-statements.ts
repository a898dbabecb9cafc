import type { TestDatabase } from '@liangji/platform/testing';
import type { Role } from '@liangji/platform';

/** A statement as a pool sends it, and whom its transaction acts for; undefined outside of such a transaction. */
export interface Statement {
  readonly role: Role;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly acting: { readonly tenantId: number; readonly cityId: number } | undefined;
}

/**
 * Roles that act for one county at a time, always, most of the time, or (`city`) where a document names one; and the
 * owner and the operator, who provision.
 */
const ROLES = ['county', 'unit', 'city', 'ingest', 'clerk', 'rollup', 'operator', 'direct'] as const;

/** Hears every statement that connections opened from now on send. */
export function hearStatements(database: TestDatabase): Statement[] {
  const heard: Statement[] = [];
  for (const role of ROLES) {
    database.pool(role).on('connect', (client) => {
      let acting: Statement['acting'];
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      client.query = ((...args: unknown[]) => {
        const [first, second] = args as [string | Statement, unknown[] | undefined];
        const text = typeof first === 'string' ? first : first.text;
        const values = (typeof first === 'string' ? undefined : first.values) ?? (Array.isArray(second) ? second : []);
        if (text === 'begin') acting = undefined;
        if (text.startsWith('select app.become(')) {
          acting = { tenantId: Number(values[0]), cityId: Number(values[1]) };
        } else {
          heard.push({ role, text, values, acting });
        }
        return query(...args);
      }) as typeof client.query;
    });
  }
  return heard;
}
