import { coordinates, describe, isoTime, pad, stageOf, unitName, type Dialect } from './dialect.ts';

/** 安居: JSON with English state words, BD-09, times with zone. */
export const anju: Dialect = {
  format: 'ndjson',
  columns: {
    id: 'caseCode',
    reported: 'reportTime',
    closed: 'closeTime',
    x: 'lng',
    y: 'lat',
    className: 'smallCode',
    source: 'sourceType',
  },
  write(story, manifest) {
    const [x, y] = coordinates(story, 'BD09');
    const { steps } = story;
    return {
      caseCode: `AJ202610${pad(story.number, 4)}`,
      caseKind: story.kind,
      smallCode: story.classCode,
      conditionDesc: story.rule.condition,
      sourceType: { collector: 'collector', hotline: 'public', web: 'public', leader: 'leader', video: 'video' }[
        story.source
      ],
      caseDesc: describe(story),
      address: story.address,
      lng: x,
      lat: y,
      handleDept: unitName(story, manifest),
      reportTime: isoTime(steps.reported),
      registerTime: isoTime(steps.filed),
      dispatchTime: isoTime(steps.dispatched),
      deadline: isoTime(story.due),
      handleFinishTime: isoTime(steps.disposed),
      suspendTime: isoTime(steps.suspended),
      resumeTime: isoTime(steps.resumed),
      closeTime: isoTime(steps.closed),
      rejectTime: isoTime(steps.refused),
      cancelTime: isoTime(steps.voided),
      status: {
        reported: 'reported',
        filed: 'pending_dispatch',
        dispatched: 'handling',
        resumed: 'handling',
        disposed: 'pending_check',
        suspended: 'suspended',
        closed: 'closed',
        refused: 'not_accepted',
        voided: 'cancelled',
      }[stageOf(story)],
      selfHandle: story.selfHandled ? '1' : '0',
      reworkCount: story.rework,
      delayCount: story.extensions,
      reporterName: story.reporter?.name ?? null,
      reporterPhone: story.reporter?.phone ?? null,
      version: Math.floor(story.changed.getTime() / 1000),
    };
  },
};
