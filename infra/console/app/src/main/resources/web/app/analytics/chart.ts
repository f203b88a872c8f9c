/** What a chart shows, free of how it is drawn: the same goes into the picture, the table and the words for it. */
export interface Chart {
  /** For `data-testid` and keys. */
  readonly name: string;
  readonly title: string;
  /** Behind each number, such as `km/h`. */
  readonly unit: string;
  /** Along the chart: times in ms, or names. */
  readonly along: { readonly times: readonly number[] } | { readonly names: readonly string[] };
  readonly series: readonly Series[];
  /** Whether bars of the same place stand on each other. */
  readonly stacked?: boolean;
  /** Under the title. */
  readonly note?: string;
}

/** One line or one set of bars; null is a gap. */
export interface Series {
  readonly name: string;
  readonly kind: 'line' | 'area' | 'bar';
  readonly values: readonly (number | null)[];
}

/** The unit, unless the title names it already, as that of riders does. */
export function unitBesideTitle(chart: Pick<Chart, 'title' | 'unit'>): string | undefined {
  return chart.title.toLowerCase().startsWith(chart.unit) ? undefined : chart.unit;
}

/** How many places hold a number: what a gap leaves out is no point. */
export function pointsOf(chart: Chart): number {
  const places = 'times' in chart.along ? chart.along.times.length : chart.along.names.length;
  let points = 0;
  for (let i = 0; i < places; i++) {
    if (chart.series.some((series) => typeof series.values[i] === 'number')) {
      points++;
    }
  }
  return points;
}

/** The newest place with a number in any series. */
export function lastPlaceOf(chart: Chart): number | undefined {
  const places = 'times' in chart.along ? chart.along.times.length : chart.along.names.length;
  for (let i = places - 1; i >= 0; i--) {
    if (chart.series.some((series) => typeof series.values[i] === 'number')) {
      return i;
    }
  }
  return undefined;
}
