import { z } from 'zod';
import { manifestSchema } from '../src/configure/manifest/manifest-schema.ts';
import { modeSchema } from '../src/tenants/mode-document.ts';

/** `data/manifest.schema.json`: what editors check a manifest with while it is typed, and show beside each key. */
export const manifestJsonSchema = (): string =>
  schemaText(manifestSchema, '两级 Liangji: 租户配置 manifest of a tenant');

/** `data/mode.schema.json`, the same for a mode. */
export const modeJsonSchema = (): string => schemaText(modeSchema, '两级 Liangji: 监督指挥模式 mode');

function schemaText(schema: z.ZodType, title: string): string {
  return `${JSON.stringify({ ...z.toJSONSchema(schema, { io: 'input', reused: 'ref' }), title }, null, 2)}\n`;
}
