import { coordinates, describe, epoch, isOverdue, pad, stageOf, unitName, type Dialect } from './dialect.ts';

/** 大英: numeric states, milliseconds since 1970, GCJ-02, no filing conditions. */
export const daying: Dialect = {
  format: 'ndjson',
  columns: {
    id: 'taskNo',
    reported: 'reportAt',
    closed: 'finishAt',
    x: 'x',
    y: 'y',
    className: 'code',
    source: 'src',
  },
  write(story, manifest) {
    const [x, y] = coordinates(story, 'GCJ02');
    const { steps } = story;
    return {
      taskNo: `${story.kind === 'component' ? 'C' : 'E'}${story.classCode}202610${pad(story.number, 4)}`,
      type: story.kind === 'component' ? 'C' : 'E',
      code: story.classCode,
      src: { collector: '1', hotline: '2', web: '3', leader: '3', video: '1' }[story.source],
      description: describe(story),
      place: story.address,
      x,
      y,
      dept: unitName(story, manifest),
      reportAt: epoch(steps.reported),
      caseAt: epoch(steps.filed),
      sendAt: epoch(steps.dispatched),
      limitAt: epoch(story.due),
      doneAt: epoch(steps.disposed),
      hangAt: epoch(steps.suspended),
      unhangAt: epoch(steps.resumed),
      finishAt: epoch(steps.closed),
      refuseAt: epoch(steps.refused),
      voidAt: epoch(steps.voided),
      state: {
        reported: '1',
        filed: '4',
        dispatched: '5',
        resumed: '5',
        disposed: '6',
        suspended: '8',
        closed: '9',
        refused: '10',
        voided: '11',
      }[stageOf(story)],
      timeout: isOverdue(story) ? 1 : 0,
      redo: story.rework,
      delay: story.extensions,
      contact: story.reporter?.name ?? null,
      mobile: story.reporter?.phone ?? null,
      updatedAt: epoch(story.changed),
    };
  },
};
