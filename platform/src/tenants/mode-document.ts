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

/** What is done with a case once it is there, by name: in rights and pairs, in the data of events, in commands. */
export const ACTS = [
  ...['register', 'ask_verify', 'answer_verify', 'accept', 'refuse_acceptance', 'file', 'file_urgent'],
  ...['return_to_acceptor', 'refuse_filing', 'self_handle', 'archive', 'to_normal_flow'],
  ...['dispatch', 'return_case', 'pass_up', 'send_down'],
  ...['extend', 'take_back', 'suspend', 'resume', 'void', 'refuse_request'],
  ...['take', 'assign_inside', 'ask_assist', 'answer_assist', 'withdraw_assist', 'feed_back'],
  ...['ask_extension', 'ask_return', 'ask_suspension', 'ask_void'],
  ...['ask_check', 'answer_check', 'pass_check', 'fail_check', 'fail_closing', 'close', 'force_close'],
  ...['call_back', 'supervise', 'answer_order', 'acknowledge', 'recall'],
] as const;
export type Act = (typeof ACTS)[number];

const act = z.enum(ACTS);
/** A report comes before the case; who made it is asked for in pairs alone. */
const actOrReport = z.enum(['report', ...ACTS]);

const desk = z.strictObject({
  tenant: z
    .enum(['city', 'own', 'receiver'])
    .describe(
      '谁的席位：市、本区县，或受理该案卷的一方 Whose desk: the city’s, its own, or that of whoever took the case in',
    ),
  seat: z.enum(['city', 'own']).describe('坐席所在：市级监督指挥中心或本区县中心 Where its people sit'),
  means: words.describe('这一方做什么 What the side means here'),
});

/** Groups of sources (workflow.md §6): 巡查, 公众. */
const SOURCE_GROUPS = ['patrol', 'public'] as const;

export const modeSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,63}$/)
    .describe('模式的标识 What manifests name it by'),
  title: words,
  untested: z
    .boolean()
    .default(false)
    .describe('尚无城市按此运行，未经检验 As its sources tell it; no tenant has worked by it yet'),
  desks: z
    .strictObject({
      supervision: desk,
      command: desk,
      sub: z
        .strictObject({ kinds: z.array(z.enum(['centre', 'sub_centre', 'street', 'community'])).min(1), means: words })
        .optional()
        .describe('指挥方之下再派遣的一级 Who dispatches below the side that commands'),
    })
    .describe('监督与指挥两方 The two sides'),
  cityBodies: z
    .enum(['direct', 'through_city'])
    .default('through_city')
    .describe('区县如何派遣市级部门：直接，或经市级监督指挥中心 How a county’s desk reaches bodies of the city'),
  verifyFirst: z
    .array(z.enum(SOURCE_GROUPS))
    .default(['public'])
    .describe('须先核实再受理的来源 Groups of sources whose reports need 核实 before acceptance'),
  checkOnSite: z
    .boolean()
    .default(true)
    .describe('结案前须现场核查 Whether somebody looks on the spot before a case is closed'),
  rights: z
    .partialRecord(act, z.array(text).min(1))
    .default({})
    .describe('动作 → 可办的岗位，取代通用规则 Act → posts that may do it, in the place of the common rule'),
  pairs: z
    .array(z.tuple([actOrReport, actOrReport]))
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

/** Whether whoever has a case gives it to bodies of the city through the city alone. */
export const isBelowCity = (
  { cityBodies }: Pick<ModeDocument, 'cityBodies'>,
  { cityId, holderId }: { readonly cityId: number; readonly holderId: number },
): boolean => cityBodies === 'through_city' && holderId !== cityId;
