import { coordinates, describe, pad, plainTime, unitName, type Dialect } from './dialect.ts';

/** 蓬溪: Chinese keys, its own class words, CGCS2000; nobody checks what leaves the system. */
export const pengxi: Dialect = {
  format: 'ndjson',
  columns: {
    id: '编号',
    reported: '上报',
    closed: '办结',
    x: '经度',
    y: '纬度',
    className: '问题',
    source: '来源',
  },
  write(story, manifest) {
    const [x, y] = coordinates(story, 'CGCS2000');
    const { steps } = story;
    return {
      编号: `PX-2026-10-${pad(story.number, 4)}`,
      问题: story.className,
      情形: story.rule.condition,
      类别: story.kind === 'component' ? '部件' : '事件',
      来源: { collector: '巡查', hotline: '热线', web: '网络', leader: '交办', video: '监控' }[story.source],
      描述: describe(story),
      地点: story.address,
      经度: x,
      纬度: y,
      承办: unitName(story, manifest),
      上报: plainTime(steps.reported),
      立案: plainTime(steps.filed),
      派遣: plainTime(steps.dispatched),
      限时: plainTime(story.due),
      处置: plainTime(steps.disposed),
      挂起: plainTime(steps.suspended),
      恢复: plainTime(steps.resumed),
      办结: plainTime(steps.closed),
      不予受理: plainTime(steps.refused),
      作废: plainTime(steps.voided),
      返工: story.rework,
      延期: story.extensions,
      举报人: story.reporter?.name ?? null,
      电话: story.reporter?.phone ?? null,
    };
  },
};
