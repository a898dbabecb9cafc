import { z } from 'zod';
import { act, type Act } from '../../commands/command.ts';
import { actOnCase, type Target } from './act-on-case.ts';
import type { Acted } from './record-attempt.ts';
import { ACT_NAMES, ACT_WORDS, type ActName } from './acts.ts';
import { givenSchema, type Given } from './given.ts';
import { rowsOf } from './lifecycle.ts';
import { problemsOf } from './problems-of.ts';
import { isOnTask } from './transition.ts';
import { CASE_STATES } from '../stage.ts';
import { registerCase, REGISTER_INPUT, type Registration } from './register-case.ts';

const acted = z
  .strictObject({
    tenantId: z.int32(),
    caseId: z.uuid(),
    caseNo: z.string().nullable(),
    version: z.int32().nullable().describe('to be named by the next act'),
    state: z.enum(CASE_STATES).nullable(),
    holderUnitId: z.int32().nullable().describe('body that has the case now'),
    message: z
      .strictObject({ zh: z.string(), en: z.string() })
      .describe('what was done, and where the case or the question went, for whoever acted'),
  })
  .describe('the case after the act; null: what the body does not see')
  .meta({ id: 'Acted' });

/** Acts that make a case. */
export type MakingAct = 'register' | 'self_handle';
type ActOnCase = Exclude<ActName, MakingAct>;

const common = (name: ActName) => ({
  name: `cases.${name}`,
  title: { zh: ACT_WORDS[name][0], en: ACT_WORDS[name][1] },
  right: 'act' as const,
  role: 'actor' as const,
  output: acted,
  problems: problemsOf(name),
  audit: (_input: unknown, { caseId, caseNo, state }: Acted) => ({ subject: caseId, data: { caseNo, state } }),
});

const tenantId = z.int32().describe('of the case: the county of its place, whoever acts');

/** An act on a task names the task, every other one the case and the version that the person sees. */
const targetOf = (name: ActName) =>
  rowsOf(name).some(isOnTask)
    ? { tenantId, taskId: z.uuid().describe('from tasks.waiting') }
    : {
        tenantId,
        caseId: z.uuid(),
        version: z.int32().describe('that one saw; FLOW-MOVED-ON if it is another by now'),
      };

const onCase = (name: ActOnCase): Act<string, Target & Given, Acted> =>
  act<string, Target & Given, Acted>({
    ...common(name),
    input: z.strictObject({
      ...targetOf(name),
      ...givenSchema(name),
    }) as unknown as z.ZodType<Target & Given>,
    run: (trx, deps, actor, input) => actOnCase(trx, deps, actor, name, input, input),
  });

const making = (name: MakingAct): Act<string, Registration, Acted> =>
  act<string, Registration, Acted>({
    ...common(name),
    right: 'register',
    input: REGISTER_INPUT,
    run: (trx, deps, actor, input) => registerCase(trx, deps, actor, name, input),
  });

/** The commands of the lifecycle: `cases.<act>`, one for each act that a person or a machine does. */
export const MAKING_COMMANDS = { register: making('register'), self_handle: making('self_handle') } as const;

export const ACT_COMMANDS = Object.fromEntries(
  ACT_NAMES.filter((name): name is ActOnCase => !(name in MAKING_COMMANDS)).map((name) => [name, onCase(name)]),
) as Readonly<Record<ActOnCase, Act<string, Target & Given, Acted>>>;
