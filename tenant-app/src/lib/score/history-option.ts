import type { EChartsCoreOption } from 'echarts/core';
import { BRAND, INK, LINE, SOFT, WARN } from '#lib/assessment/chart-colours.ts';
import { boxesOf } from '#lib/assessment/trend-panels.ts';
import { m } from '#lib/paraglide/messages.js';
import { pick } from '#lib/format/language.ts';
import { linesOf, type History } from './history.ts';

/** A panel for the score and one for every indicator; a dashed line where the scheme changed, a hollow point for what is open. */
export function historyOption(history: History, width: number, fontFamily: string): EChartsCoreOption {
  const lines = linesOf(history);
  const boxes = boxesOf(lines.length, width);
  const labels = history.rows.map(({ period }) => period.label);
  const label = { color: SOFT, fontSize: 11 };
  const changes = history.rows
    .filter(({ schemeChanged }) => schemeChanged)
    .map(({ period }) => ({ xAxis: period.label }));
  return {
    animation: false,
    textStyle: { fontFamily, color: INK },
    title: lines.map(({ title }, index) => ({
      text: title === null ? m.score() : pick(title),
      left: (boxes[index]?.left ?? 0) - 6,
      top: (boxes[index]?.top ?? 0) - 30,
      textStyle: {
        fontSize: 12,
        fontWeight: 600,
        color: SOFT,
        width: (boxes[index]?.width ?? 0) + 12,
        overflow: 'truncate',
      },
    })),
    grid: boxes,
    tooltip: { trigger: 'axis', confine: true, textStyle: { fontSize: 12 } },
    xAxis: boxes.map((_, gridIndex) => ({
      gridIndex,
      type: 'category',
      data: labels,
      axisTick: { show: false },
      axisLabel: {
        ...label,
        showMinLabel: true,
        showMaxLabel: true,
        interval: Math.max(0, Math.ceil(labels.length / 2) - 1),
      },
    })),
    yAxis: boxes.map((_, gridIndex) => ({
      gridIndex,
      type: 'value',
      scale: true,
      splitNumber: 2,
      axisLabel: label,
      splitLine: { lineStyle: { color: LINE } },
    })),
    series: lines.map(({ title, values }, index) => ({
      type: 'line',
      name: title === null ? m.score() : pick(title),
      data: values.map((value, at) => ({
        value,
        symbol: history.rows[at]?.published === true ? 'circle' : 'emptyCircle',
      })),
      xAxisIndex: index,
      yAxisIndex: index,
      symbolSize: 6,
      lineStyle: { width: 1.5, color: BRAND },
      itemStyle: { color: BRAND },
      markLine: {
        silent: true,
        symbol: 'none',
        label: { show: false },
        lineStyle: { color: WARN, type: 'dashed' },
        data: changes,
      },
    })),
  };
}
