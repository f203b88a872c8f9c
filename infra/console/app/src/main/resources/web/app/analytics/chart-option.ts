import type { EChartsCoreOption } from 'echarts/core';
import { clockTime, measure } from '../common/format.ts';
import type { Chart, Series } from './chart.ts';

/** The theme's colours, as the canvas needs them. */
export interface ChartColours {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly raised: string;
  readonly series: readonly string[];
}

/** Lines differ by their dashes too, not by colour alone. */
const DASHES = ['solid', 'dashed', 'dotted'] as const;

/** Reads the design tokens in force. */
export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: token('--text'),
    muted: token('--muted'),
    line: token('--line'),
    raised: token('--raised'),
    series: [1, 2, 3, 4, 5].map((number) => token(`--chart-${number}`)),
  };
}

/** What ECharts is to draw. Nothing moves by itself: with a new point a second, animations would never rest. */
export function optionOf(chart: Chart, colours: ChartColours): EChartsCoreOption {
  const timed = 'times' in chart.along;
  const text = { color: colours.muted, fontSize: 12, fontFamily: 'inherit' };
  return {
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    grid: { left: 4, right: 14, top: 12, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: timed ? 'time' : 'category',
      ...('names' in chart.along ? { data: chart.along.names } : {}),
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, ...(timed ? timeLabels() : {}) },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 4,
      minInterval: chart.unit === 'min' || chart.unit === 'km/h' ? 0 : 1,
      axisLabel: { ...text, formatter: (value: number) => measure(value) },
      splitLine: { lineStyle: { color: colours.line } },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      transitionDuration: 0,
      backgroundColor: colours.raised,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: 13 },
      axisPointer: { type: timed ? 'line' : 'shadow', lineStyle: { color: colours.muted } },
      formatter: (points: unknown) => tooltip(chart, points),
    },
    series: chart.series.map((series, index) => seriesOption(chart, series, index, colours)),
  };
}

/** The last one ends with the axis: in its middle, half of it would be cut off. */
function timeLabels() {
  return { formatter: (ms: number) => clockTime(ms), alignMaxLabel: 'right' as const };
}

function seriesOption(chart: Chart, series: Series, index: number, colours: ChartColours) {
  const colour = colours.series[index % colours.series.length];
  const data =
    'times' in chart.along
      ? chart.along.times.map((time, place) => [time, series.values[place] ?? null])
      : [...series.values];
  if (series.kind === 'bar') {
    return {
      type: 'bar',
      name: series.name,
      data,
      itemStyle: { color: colour },
      barMaxWidth: 28,
      ...(chart.stacked ? { stack: 'all' } : {}),
    };
  }
  return {
    type: 'line',
    name: series.name,
    data,
    connectNulls: false,
    // A point between two gaps has no line: it is drawn as a dot.
    symbol: 'circle',
    symbolSize: (_value: unknown, point: { dataIndex: number }) => (alone(series.values, point.dataIndex) ? 4 : 0),
    showAllSymbol: true,
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 2, type: DASHES[index % DASHES.length] },
    ...(series.kind === 'area' ? { areaStyle: { color: colour, opacity: 0.12 } } : {}),
    emphasis: { disabled: true },
  };
}

function alone(values: readonly (number | null)[], index: number): boolean {
  return typeof values[index - 1] !== 'number' && typeof values[index + 1] !== 'number';
}

/** Own markup without inline styles, which the content security policy forbids; texts are ours and numbers. */
function tooltip(chart: Chart, points: unknown): string {
  const place = (points as readonly { readonly dataIndex: number }[])[0]?.dataIndex;
  if (place === undefined) {
    return '';
  }
  const rows = chart.series.map((series, index) => {
    const value = series.values[place];
    const words = typeof value === 'number' ? `${measure(value)} ${chart.unit}` : 'no window';
    return `<div><span class="swatch s${index + 1}"></span>${series.name}: <b>${words}</b></div>`;
  });
  return `<div>${placeName(chart, place)}</div>${rows.join('')}`;
}

/** What a place along the chart is called. */
export function placeName(chart: Chart, place: number): string {
  return 'times' in chart.along ? clockTime(chart.along.times[place] ?? 0) : (chart.along.names[place] ?? '');
}
