import type { EChartsCoreOption } from 'echarts/core';
import { count } from '#lib/format/number.ts';
import { shortDay } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';
import { BRAND, INK, LINE, SOFT, TINT } from './chart-colours.ts';
import { panelsOf } from './trend-panels.ts';
import type { Trend } from './trend.ts';

/** What ECharts draws: a panel per region, all of them pointing at the same day. `width` in px, `fontFamily` as CSS has it. */
export function trendOption(trend: Trend, width: number, fontFamily: string): EChartsCoreOption {
  const panels = panelsOf(trend, width);
  const days = trend.days.map(shortDay);
  const label = { color: SOFT, fontSize: 11 };
  return {
    animation: false,
    textStyle: { fontFamily, color: INK },
    title: panels.map(({ name, total, box }) => ({
      text: name,
      subtext: m.trend_total({ count: count(total) }),
      left: box.left - 6,
      top: box.top - 43,
      itemGap: 3,
      textStyle: { fontSize: 12, fontWeight: 600, color: INK, width: box.width + 12, overflow: 'truncate' },
      subtextStyle: { fontSize: 11, color: SOFT },
    })),
    grid: panels.map(({ box }) => box),
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: 'var(--color-paper)',
      borderColor: 'var(--color-line-strong)',
      textStyle: { fontSize: 12, color: INK },
    },
    axisPointer: { link: [{ xAxisIndex: 'all' }], lineStyle: { color: SOFT } },
    xAxis: panels.map((_, gridIndex) => ({
      gridIndex,
      type: 'category',
      data: days,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: LINE } },
      axisLabel: { ...label, showMinLabel: true, interval: Math.max(0, Math.ceil(days.length / 2) - 1) },
    })),
    yAxis: panels.map((_, gridIndex) => ({
      gridIndex,
      type: 'value',
      minInterval: 1,
      splitNumber: 2,
      axisLabel: label,
      splitLine: { lineStyle: { color: LINE } },
    })),
    series: panels.map(({ name, values }, index) => ({
      type: 'line',
      name,
      data: values,
      xAxisIndex: index,
      yAxisIndex: index,
      showSymbol: false,
      lineStyle: { width: 1.5, color: BRAND },
      itemStyle: { color: BRAND },
      areaStyle: { color: TINT },
    })),
  };
}
