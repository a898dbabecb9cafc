import { coordinates, describe, isOverdue, pad, slashTime, stageOf, unitName, type Dialect } from './dialect.ts';

/** 射洪 exports a sheet: Chinese headings, class names instead of codes, GCJ-02, the old county code on old forms. */
export const shehong: Dialect = {
  format: 'csv-gb18030',
  columns: {
    id: '案件号',
    reported: '上报时间',
    closed: '结案时间',
    x: 'X坐标',
    y: 'Y坐标',
    className: '小类名称',
    source: '问题来源',
  },
  write(story, manifest) {
    const [x, y] = coordinates(story, 'GCJ02');
    const { steps } = story;
    return {
      案件号: `SH202610${pad(story.number, 5)}`,
      区划代码: story.number % 9 === 0 ? '510922' : '510981',
      问题类型: story.kind === 'component' ? '部件' : '事件',
      小类名称: story.className,
      立案条件: story.rule.condition,
      问题来源: {
        collector: '采集员巡查',
        hotline: '信访与12319热线',
        web: '媒体/网站',
        leader: '上级批件',
        video: '视频监控',
      }[story.source],
      问题描述: describe(story),
      位置描述: story.address,
      X坐标: x,
      Y坐标: y,
      上报时间: slashTime(steps.reported),
      立案时间: slashTime(steps.filed),
      首次派遣时间: slashTime(steps.dispatched),
      处置部门: unitName(story, manifest),
      处置截止时间: slashTime(story.due),
      处置结束时间: slashTime(steps.disposed),
      挂账时间: slashTime(steps.suspended),
      恢复时间: slashTime(steps.resumed),
      结案时间: slashTime(steps.closed),
      不予立案时间: slashTime(steps.refused),
      作废时间: slashTime(steps.voided),
      当前阶段: {
        reported: '上报',
        filed: '立案',
        dispatched: '处置',
        resumed: '处置',
        disposed: '核查',
        suspended: '挂账',
        closed: '结案',
        refused: '不予立案',
        voided: '作废',
      }[stageOf(story)],
      是否超期: isOverdue(story) ? '是' : '否',
      返工次数: story.rework,
      延期次数: story.extensions,
      举报人: story.reporter?.name ?? '',
      联系电话: story.reporter?.phone ?? '',
    };
  },
};
