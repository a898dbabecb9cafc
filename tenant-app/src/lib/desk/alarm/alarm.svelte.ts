import { DeskQueue } from '../desk.queries.ts';
import { each } from '../bulk/each.ts';
import { rowOfCase } from '../queue/row.ts';
import type { Row } from '../queue/row.ts';
import type { Ground } from '../state/ground.ts';
import { reachOf } from '../views.ts';

/** Posts that take urgent cases: they are dispatched to their bodies at once, with nobody in between. */
const HEARS = ['department', 'worker'];
/** Urgent cases are due soonest: they stand on the first page. */
const FIRST = 100;
const AT_ONCE = 3;
const MUTED = 'liangji-alarm-muted';

/** Urgent cases that nobody of the body has taken yet: an alarm goes on until somebody does. */
export function createAlarm({ actor, api, ask, unitId }: Ground) {
  let waiting = $state.raw<readonly Row[]>([]);
  let muted = $state(false);
  const hears = HEARS.includes(actor.post?.post ?? '');

  async function isTaken({ tenantId, caseId }: Row): Promise<boolean> {
    const { offers } = await api.cases.actions.query({ tenantId, caseId });
    return !offers.some(({ act, refusal }) => act === 'take' && refusal === null);
  }

  async function read() {
    if (!hears) return;
    const { cityId } = reachOf(actor);
    const { queue } = await ask(DeskQueue, {
      cityId,
      holderUnitId: unitId,
      states: ['disposing'],
      first: FIRST,
      after: null,
    });
    const urgent = queue.nodes.filter((node) => node.urgent).map(rowOfCase);
    const open = new Set<string>();
    await each(urgent, AT_ONCE, async (row) => {
      if (!(await isTaken(row))) open.add(row.key);
    });
    waiting = urgent.filter(({ key }) => open.has(key));
  }

  return {
    hears,
    get waiting() {
      return waiting;
    },
    /** Whether this browser keeps silent; the alarm is seen all the same. */
    get muted() {
      return muted;
    },
    readMuted: () => void (muted = localStorage.getItem(MUTED) !== null),
    setMuted(on: boolean) {
      muted = on;
      if (on) localStorage.setItem(MUTED, '1');
      else localStorage.removeItem(MUTED);
    },
    read,
  };
}

export type Alarm = ReturnType<typeof createAlarm>;
