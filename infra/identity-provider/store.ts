import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Adapter, AdapterPayload } from 'oidc-provider';

/**
 * Where the provider keeps sessions, grants, codes and refresh tokens: memory, saved to one file at a clean stop so that
 * a restart does not sign everybody out. After a crash people sign in again; nothing else is lost.
 */
export interface Store {
  adapter(model: string): Adapter;
  save(): void;
}

interface Entry {
  payload: AdapterPayload;
  /** Milliseconds since 1970; null = as long as the process. */
  expiresAt: number | null;
}

/** Sign-in pages opened and never finished may not fill the memory: beyond this the oldest entries go. */
const MOST_ENTRIES = 20_000;

function load(path: string | undefined): Map<string, Entry> {
  if (path === undefined || !existsSync(path)) return new Map();
  return new Map(JSON.parse(readFileSync(path, 'utf8')) as [string, Entry][]);
}

export function openStore(path: string | undefined, now: () => number): Store {
  const entries = load(path);

  const live = (key: string): AdapterPayload | undefined => {
    const entry = entries.get(key);
    if (entry && entry.expiresAt !== null && entry.expiresAt <= now()) {
      entries.delete(key);
      return undefined;
    }
    return entry?.payload;
  };
  const findWhere = (model: string, matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const key of entries.keys()) {
      const payload = key.startsWith(`${model}:`) ? live(key) : undefined;
      if (payload && matches(payload)) return payload;
    }
    return undefined;
  };

  return {
    adapter: (model) => ({
      async upsert(id, payload, expiresIn) {
        entries.delete(`${model}:${id}`); // re-insert at the end: the map keeps the order of writing
        entries.set(`${model}:${id}`, { payload, expiresAt: expiresIn ? now() + expiresIn * 1000 : null });
        for (const oldest of entries.keys()) if (entries.size > MOST_ENTRIES) entries.delete(oldest);
      },
      async find(id) {
        return live(`${model}:${id}`);
      },
      async findByUid(uid) {
        return findWhere(model, (payload) => payload.uid === uid);
      },
      async findByUserCode(userCode) {
        return findWhere(model, (payload) => payload.userCode === userCode);
      },
      async destroy(id) {
        entries.delete(`${model}:${id}`);
      },
      async consume(id) {
        const payload = live(`${model}:${id}`);
        if (payload) payload.consumed = Math.floor(now() / 1000);
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of entries) {
          if (key.startsWith(`${model}:`) && payload.grantId === grantId) entries.delete(key);
        }
      },
    }),
    save() {
      if (path === undefined) return;
      const lasting = [...entries].filter(([key]) => !key.startsWith('Interaction:') && live(key) !== undefined);
      writeFileSync(`${path}.tmp`, JSON.stringify(lasting), { mode: 0o600 });
      renameSync(`${path}.tmp`, path);
    },
  };
}
