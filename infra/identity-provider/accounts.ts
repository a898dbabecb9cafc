import { Pool } from 'pg';

/** A row of `control.account`. */
export interface Account {
  readonly username: string;
  readonly kind: 'person' | 'client' | 'operator';
  /** The `sub` of its tokens. */
  readonly subject: string;
  /** Null for an operator. */
  readonly tenantSlug: string | null;
  readonly secretHash: string;
  readonly isOneTime: boolean;
  readonly expiresAt: Date | null;
}

/** Accounts the platform gave out, beside those of the realm file. Read each time: a new one needs no restart. */
export interface Accounts {
  named(username: string): Promise<Account | undefined>;
  ofSubject(subject: string): Promise<Account | undefined>;
  /** Puts a chosen password in the place of the one-time one; false when that was used or renewed meanwhile. */
  choosePassword(account: Account, secretHash: string, now: Date): Promise<boolean>;
  close(): Promise<void>;
}

const COLUMNS = `username, kind, subject, tenant_slug as "tenantSlug", secret_hash as "secretHash",
  is_one_time as "isOneTime", expires_at as "expiresAt"`;

/** `url` is that of role gw_accounts, which can read and write this table and nothing else. */
export function openAccounts(url: string): Accounts {
  const pool = new Pool({ connectionString: url, max: 2, application_name: 'liangji accounts' });
  pool.on('error', () => undefined); // the pool replaces a connection that broke while nobody used it
  const one = async (column: 'username' | 'subject', value: string): Promise<Account | undefined> => {
    const found = await pool.query<Account>(`select ${COLUMNS} from control.account where ${column} = $1`, [value]);
    return found.rows[0];
  };
  return {
    named: (username) => one('username', username),
    ofSubject: (subject) => one('subject', subject),
    async choosePassword({ username, secretHash: used }, secretHash, now) {
      const written = await pool.query(
        `update control.account set secret_hash = $3, is_one_time = false, expires_at = null, changed_at = $4
          where username = $1 and secret_hash = $2 and is_one_time`,
        [username, used, secretHash, now],
      );
      return written.rowCount === 1;
    },
    close: () => pool.end(),
  };
}
