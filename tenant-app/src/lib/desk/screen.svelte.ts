import type { CaseToLink, WaitingReport } from './api.ts';
import type { BulkAct } from './bulk/bulk-acts.ts';
import type { Desk } from './desk.svelte.ts';
import type { Bar } from './open.ts';
import type { ViewName } from './views.ts';

const LETTERS_OFF = 'liangji-letters-off';

/** A form beside the list, instead of what is chosen in it. */
type SideForm = 'register' | 'report' | 'bulk' | null;

/** What is on screen of a desk: pane, search, help, the form beside the list. Nothing of it is kept but whether letters act. */
export function createScreen(desk: Desk, named: boolean) {
  let pane = $state<'list' | 'case'>(named ? 'case' : 'list');
  let sideForm = $state<SideForm>(null);
  let ofReport = $state.raw<WaitingReport | null>(null);
  let linkTo = $state.raw<CaseToLink | null>(null);
  let helping = $state(false);
  let searching = $state(false);
  let letters = $state(true);

  function put(form: SideForm) {
    sideForm = form;
    pane = 'case';
  }

  return {
    /** What a telephone shows; a wide screen shows both. */
    get pane() {
      return pane;
    },
    get sideForm() {
      return sideForm;
    },
    /** The report that the open registration is made of. */
    get ofReport() {
      return ofReport;
    },
    /** The case that the report is linked to instead of being registered. */
    get linkTo() {
      return linkTo;
    },
    get helping() {
      return helping;
    },
    get searching() {
      return searching;
    },
    /** Whether letters act. */
    get letters() {
      return letters;
    },
    readLetters: () => void (letters = localStorage.getItem(LETTERS_OFF) === null),
    setLetters(on: boolean) {
      letters = on;
      if (on) localStorage.removeItem(LETTERS_OFF);
      else localStorage.setItem(LETTERS_OFF, '1');
    },
    choose(key: string) {
      linkTo = null;
      desk.selection.select(key);
      put(null);
    },
    async show(view: ViewName) {
      pane = 'list';
      sideForm = null;
      desk.queue.words = '';
      desk.marks.clear(); // marked rows are worked together, and those of another list are not seen
      await desk.queue.show(view);
    },
    begin(offer: Bar['offers'][number]) {
      helping = false;
      pane = 'case';
      desk.acts.begin(offer);
    },
    register(report: WaitingReport | null) {
      ofReport = report;
      linkTo = null;
      put('register');
    },
    /** Opens a case that need not be in the list; a form that stands before it is kept as a draft. */
    openCase(tenantId: number, caseId: string, taskId: string | null = null) {
      desk.selection.openCase(tenantId, caseId, taskId);
      put(null);
    },
    link(to: CaseToLink) {
      linkTo = to;
      sideForm = null;
    },
    report: () => put('report'),
    /** One act on all marked cases. */
    bulk(act: BulkAct) {
      desk.bulk.begin(act);
      put('bulk');
    },
    /** What became of the last act on many. */
    outcome: () => put('bulk'),
    closeForm: () => void (sideForm = null),
    toList: () => void (pane = 'list'),
    toCase: () => void (pane = 'case'),
    search() {
      searching = true;
      pane = 'list';
    },
    help: () => void (helping = !helping),
    /** One step back: help, search, form (kept as a draft), case, list, marks. */
    back() {
      if (helping) helping = false;
      else if (searching) {
        searching = false;
        desk.queue.words = '';
      } else if (sideForm !== null) sideForm = null;
      else if (desk.forms.open && !desk.forms.open.folded) desk.forms.close();
      else if (pane === 'case') pane = 'list';
      else desk.marks.clear();
    },
  };
}

export type Screen = ReturnType<typeof createScreen>;
