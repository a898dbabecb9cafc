import { coordinates, describe, isOverdue, pad, plainTime, stageOf, unitName, type Dialect } from './dialect.ts';

/** The platform shared by the urban area and the zones: column names in the style of a common statistics product. */
export const urban: Dialect = {
  format: 'ndjson',
  columns: {
    id: 'rec_id',
    reported: 'create_time',
    closed: 'archive_time',
    x: 'coordinate_x',
    y: 'coordinate_y',
    className: 'sub_type_code',
    source: 'event_src_name',
  },
  write(story, manifest) {
    const [x, y] = coordinates(story, 'WGS84');
    const { steps } = story;
    return {
      rec_id: `202610${pad(story.number, 6)}`,
      event_type_name: story.kind === 'component' ? '部件' : '事件',
      sub_type_code: story.classCode,
      sub_type_name: story.className,
      new_inst_cond_name: story.rule.condition,
      event_src_name: {
        collector: '监督员上报',
        hotline: '12319热线',
        web: '网上举报',
        leader: '领导交办',
        video: '视频巡查',
      }[story.source],
      event_desc: describe(story),
      address: story.address,
      coordinate_x: String(x),
      coordinate_y: String(y),
      dispose_unit_name: unitName(story, manifest),
      create_time: plainTime(steps.reported),
      inst_time: plainTime(steps.filed),
      dispatch_time: plainTime(steps.dispatched),
      dispose_deadline: plainTime(story.due),
      dispose_end_time: plainTime(steps.disposed),
      hang_time: plainTime(steps.suspended),
      unhang_time: plainTime(steps.resumed),
      archive_time: plainTime(steps.closed),
      archive_type_id: steps.closed ? (isOverdue(story) ? '2' : '1') : null,
      not_inst_time: plainTime(steps.refused),
      cancel_time: plainTime(steps.voided),
      event_state_name: {
        reported: '待受理',
        filed: '立案未移交',
        dispatched: '处理中',
        resumed: '处理中',
        disposed: '核查结案',
        suspended: '缓办',
        closed: '结案',
        refused: '不予立案',
        voided: '作废',
      }[stageOf(story)],
      patrol_deal_flag: story.selfHandled ? 1 : 0,
      rework_num: story.rework,
      postpone_num: story.extensions,
      patrol_name: story.reporter?.name ?? null,
      patrol_phone: story.reporter?.phone ?? null,
      update_time: plainTime(story.changed),
    };
  },
};
