import { z } from 'zod';
import { manifestSchema } from '../src/configure/manifest-schema.ts';

/** `data/manifest.schema.json`: what editors check a manifest with while it is typed, and show beside each key. */
export function manifestJsonSchema(): string {
  const schema = z.toJSONSchema(manifestSchema, { io: 'input', reused: 'ref' });
  return `${JSON.stringify({ ...schema, title: '两级 Liangji: 租户配置 manifest of a tenant' }, null, 2)}\n`;
}
