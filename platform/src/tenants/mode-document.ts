import { z } from 'zod';
import { LIMIT_STEPS } from '../calendars/limit-steps.ts';
import { LIMIT_UNITS } from '../calendars/limit-units.ts';

/**
 * A mode: how supervision and command work in a tenant from a day on (command model, Modes). A case keeps the one it began
 * with. The JSON schema for editors is made from this (`platform/data/mode.schema.json`).
 */

const text = z.string().min(1);
const words = z.strictObject({ zh: text, en: text });
const side = z.enum(['supervision', 'command']);
const act = z.string().regex(/^[a-z][a-z_]{1,31}$/);

const desk = z.strictObject({
  tenant: z
    .enum(['city', 'own', 'receiver'])
    .describe(
      '谁的席位：市、本区县，或受理该案卷的一方 Whose desk: the city’s, its own, or that of whoever took the case in',
    ),
  seat: z.enum(['city', 'own']).describe('坐席所在：市级监督指挥中心或本区县中心 Where its people sit'),
  means: words.describe('这一方做什么 What the side means here'),
});

export const modeSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,63}$/)
    .describe('模式的标识 What manifests name it by'),
  title: words,
  desks: z.strictObject({ supervision: desk, command: desk }).describe('监督与指挥两方 The two sides'),
  rights: z
    .record(act, z.array(text).min(1))
    .default({})
    .describe('动作 → 可办的岗位，取代通用规则 Act → posts that may do it, in the place of the common rule'),
  pairs: z
    .array(z.tuple([act, act]))
    .default([])
    .describe('同一案卷上不得由同一人办理的两个动作 Acts nobody does both of on one case'),
  deciders: z
    .strictObject({ extension: side, suspension: side, return: side, void: side })
    .partial()
    .describe('申请由哪一方批准 Which side decides about a request'),
  limits: z
    .array(
      z.strictObject({
        step: z.enum(LIMIT_STEPS),
        value: z.string().regex(/^\d{1,4}(\.\d{1,4})?$/),
        unit: z.enum(LIMIT_UNITS),
      }),
    )
    .default([])
    .describe('各环节时限 Limits of its steps'),
});

export type ModeDocument = Omit<z.infer<typeof modeSchema>, '$schema'>;
