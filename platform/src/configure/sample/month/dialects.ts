import { fromWgs84 } from '../../../geography/crs.ts';
import type { Crs } from '../../../geography/crs.ts';
import type { TenantManifest } from '../../manifest/manifest.ts';
import type { Row, SpoilableColumns } from './careless.ts';
import { roundPosition } from './make-stories.ts';
import type { Step, Story } from './story.ts';

/** How one county's system writes a case: its own columns, code words, date shapes and coordinates. */
export interface Dialect {
  readonly format: 'ndjson' | 'csv-gb18030';
  readonly columns: SpoilableColumns;
  write(story: Story, manifest: TenantManifest): Row;
}

const stageOf = (story: Story): Step =>
  (['voided', 'refused', 'closed', 'disposed'] as const).find((step) => story.steps[step]) ??
  (story.steps.suspended && !story.steps.resumed ? 'suspended' : undefined) ??
  (['dispatched', 'filed'] as const).find((step) => story.steps[step]) ??
  'reported';

/** Civil time in Asia/Shanghai (no daylight saving since 1991). */
function civil(at: Date | null | undefined): { date: string; time: string; parts: readonly string[] } | null {
  if (!at) return null;
  const iso = new Date(at.getTime() + 8 * 3_600_000).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 19), parts: iso.slice(0, 10).split('-') };
}

const plainTime = (at: Date | null | undefined) => {
  const c = civil(at);
  return c && `${c.date} ${c.time}`;
};
const slashTime = (at: Date | null | undefined) => {
  const c = civil(at);
  return (
    c &&
    `${Number(c.parts[0])}/${Number(c.parts[1])}/${Number(c.parts[2])} ${Number(c.time.slice(0, 2))}${c.time.slice(2)}`
  );
};
const isoTime = (at: Date | null | undefined) => {
  const c = civil(at);
  return c && `${c.date}T${c.time}+08:00`;
};
const epoch = (at: Date | null | undefined) => at?.getTime() ?? null;

const coordinates = (story: Story, crs: Crs) => roundPosition(fromWgs84(story.position, crs));
const describe = (story: Story) => `${story.className}：${story.rule.condition}`;
const unitName = (story: Story, manifest: TenantManifest) =>
  manifest.units.find((unit) => unit.code === story.duty)?.name ?? null;
const isOverdue = (story: Story) => Boolean(story.due && story.steps.disposed && story.steps.disposed > story.due);
const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** The platform shared by the urban area and the zones: column names in the style of a common statistics product. */
const urban: Dialect = {
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

/** 射洪 exports a sheet: Chinese headings, class names instead of codes, GCJ-02, the old county code on old forms. */
const shehong: Dialect = {
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

/** 安居: JSON with English state words, BD-09, times with zone. */
const anju: Dialect = {
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

/** 蓬溪: Chinese keys, its own class words, CGCS2000; nobody checks what leaves the system. */
const pengxi: Dialect = {
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

/** 大英: numeric states, milliseconds since 1970, GCJ-02, no filing conditions. */
const daying: Dialect = {
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

export const DIALECTS: Readonly<Record<string, Dialect>> = { urban, shehong, anju, pengxi, daying };
