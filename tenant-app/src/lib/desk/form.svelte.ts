import { emptyForm, givenOf, isDirty, missing, nothingSought, wordsOf } from './acts/given.ts';
import type { Form, Sought } from './acts/given.ts';
import { createAnswers } from './answers.ts';
import type { Answers } from './answers.ts';
import type { ActOnCase, DeskApi, Need, Offer, Reason } from './api.ts';
import type { Drafts } from './drafts/drafts.ts';
import { m } from '#lib/paraglide/messages.js';
import { problemSentence } from '#lib/trpc/problem.ts';

/** The form of an act that is open under a case. */
export interface OpenForm {
  readonly act: Offer['act'];
  readonly needs: readonly Need[];
  readonly reasons: readonly Reason[];
  /** Of a request: who will decide about it. */
  readonly approver: Offer['approver'];
  readonly tenantId: number;
  readonly caseId: string;
  /** The task it answers; null for an act on the case. */
  readonly taskId: string | null;
  /** Version of the case that the person saw. */
  version: number;
  value: Form;
  /** What is searched for in it. */
  sought: Sought;
  /** Put aside, because the case moved on: what was written stays. */
  folded: boolean;
  busy: boolean;
  /** Options that are still on their way. */
  readonly answers: Answers;
  lacks: readonly Need[];
  problem: string | null;
  /** Why what is written here is not kept on the server yet. */
  draftFault: string | null;
}

const SAVE_AFTER_MS = 500;
/** What the server did not take, or did not give, is tried again. */
const RETRY_MS = 5_000;

/** Acts that answer or change a task name the task, all others the case and its version. */
const targetOf = ({ taskId, tenantId, caseId, version }: OpenForm) =>
  taskId === null ? { tenantId, caseId, version } : { tenantId, taskId };

type Named = Pick<OpenForm, 'caseId' | 'act' | 'taskId'>;
/** One act on one case, or on one of its tasks: two orders are two answers. */
export const keyOfAct = ({ act, taskId }: Pick<Named, 'act' | 'taskId'>): string => `${act} ${taskId ?? ''}`;
const keyOf = (form: Named): string => `${form.caseId} ${keyOfAct(form)}`;
/** What its draft is about. */
const aboutOf = ({ caseId, taskId }: Named): string => taskId ?? caseId;

/**
 * The forms of a desk: one is open at a time, and what was put into the others stays, here and as drafts on the server, until it
 * is done or thrown away.
 */
export function createForms(api: Pick<DeskApi, 'cases'>, kept: Drafts) {
  let open = $state<OpenForm | null>(null);
  const values: Record<string, Form> = $state({});
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Keys of forms whose drafts were read: before, nothing is kept over them. */
  const read = new Set<string>();

  function start(
    offer: Offer & { taskId: string | null },
    at: { tenantId: number; caseId: string; version: number },
    known: Partial<Form>,
  ) {
    const key = keyOf({ ...at, ...offer });
    values[key] ??= { ...emptyForm(), ...known };
    const form: OpenForm = {
      ...at,
      act: offer.act,
      needs: offer.needs,
      reasons: offer.reasons,
      approver: offer.approver,
      taskId: offer.taskId,
      value: values[key],
      sought: nothingSought(),
      folded: false,
      busy: false,
      answers: createAnswers(),
      lacks: [],
      problem: null,
      draftFault: null,
    };
    open = form;
    void restore(open);
  }

  /** What this person had written before, here or on another screen, where nothing is written now. */
  async function restore(form: OpenForm) {
    const key = keyOf(form);
    if (read.has(key)) return;
    try {
      const drafts = await kept.list(aboutOf(form));
      const before = drafts.find((draft) => draft.act === form.act);
      const value = values[key];
      if (before && value && !isDirty(value)) Object.assign(value, before.text);
      read.add(key);
      form.draftFault = null;
      if (value && isDirty(value) && !before) save(form);
    } catch (thrown) {
      form.draftFault = m.draft_unread({ why: problemSentence(thrown) });
      later(key, RETRY_MS, () => restore(form));
    }
  }

  function later(key: string, ms: number, then: () => Promise<unknown>) {
    clearTimeout(timers.get(key));
    timers.set(
      key,
      setTimeout(() => void then(), ms),
    );
  }

  function save(form: OpenForm, after = SAVE_AFTER_MS) {
    const key = keyOf(form);
    if (isDirty(form.value)) kept.hold(draftOf(form));
    if (read.has(key)) later(key, after, () => keep(form));
  }

  const draftOf = (form: OpenForm) => ({
    ...{ about: aboutOf(form), act: form.act, tenantId: form.tenantId },
    text: $state.snapshot(form.value) as unknown as Record<string, unknown>,
  });

  async function keep(form: OpenForm) {
    try {
      if (isDirty(form.value)) await kept.put(draftOf(form));
      else await discard(form);
      form.draftFault = null;
    } catch (thrown) {
      form.draftFault = m.draft_unsaved({ why: problemSentence(thrown) });
      save(form, RETRY_MS);
    }
  }

  function discard(form: Named): Promise<unknown> {
    clearTimeout(timers.get(keyOf(form)));
    return kept.delete({ about: aboutOf(form), act: form.act });
  }

  /** What was done is no draft any more. */
  async function drop(form: OpenForm) {
    await discard(form).catch(() => later(keyOf(form), RETRY_MS, () => drop(form)));
  }

  /**
   * Gives what is written in the open form to a colleague, or with it all that is written for its case. It is this person's no
   * more.
   */
  async function handOver(personId: string, isAll: boolean) {
    const form = open;
    if (form === null || form.busy) return;
    form.busy = true;
    try {
      clearTimeout(timers.get(keyOf(form)));
      await kept.put(draftOf(form));
      const ofCase = Object.keys(values).filter((key) => key.startsWith(`${form.caseId} `));
      const abouts = isAll ? ofCase.map((key) => key.split(' ')[2] || form.caseId) : [];
      for (const about of new Set([aboutOf(form), ...abouts])) {
        await kept.handOver({ about, act: isAll ? null : form.act }, personId);
      }
      for (const key of isAll ? ofCase : [keyOf(form)]) {
        clearTimeout(timers.get(key));
        delete values[key];
        read.delete(key);
      }
      if (open === form) open = null;
    } finally {
      form.busy = false;
    }
  }

  /** Gives the command what stands in the form. Null where something is missing: then the form says what. */
  async function commit() {
    const form = open;
    if (form === null || form.busy || form.folded) return null;
    await form.answers.arrived();
    if (form.busy || form.folded) return null;
    form.lacks = missing(form.needs, form.value, form.sought);
    if (form.lacks.length > 0) return null;
    form.busy = true;
    form.problem = null;
    try {
      const command = api.cases[form.act as ActOnCase]; // what makes a case is in no bar of a case
      const acted = await command.mutate({ ...targetOf(form), ...givenOf(form.act, form.needs, form.value) });
      delete values[keyOf(form)];
      void drop(form);
      if (open === form) open = null;
      return acted;
    } finally {
      form.busy = false;
    }
  }

  return {
    get open() {
      return open;
    },
    /** Whether anything stands in the open form. */
    get dirty() {
      return open !== null && isDirty(open.value);
    },
    /** Acts of a case with something written for them, by `keyOfAct`. */
    draftsOf: (caseId: string): string[] =>
      Object.keys(values)
        .filter((key) => key.startsWith(`${caseId} `) && isDirty(values[key]!))
        .map((key) => key.slice(caseId.length + 1)),
    /** What is written for a case and not sent, as text that can be copied. */
    textOf: (caseId: string): string =>
      Object.entries(values)
        .filter(([key]) => key.startsWith(`${caseId} `) && !(open?.busy && keyOf(open) === key))
        .map(([, value]) => wordsOf(value))
        .filter((words) => words !== '')
        .join('\n\n'),
    start,
    save: () => {
      if (open) save(open);
    },
    commit,
    handOver,
    close: () => {
      open = null;
    },
  };
}

export type Forms = ReturnType<typeof createForms>;
