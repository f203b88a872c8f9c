import type { Chart, Series } from './chart.ts';
import type { WindowSeries } from './window-series.ts';
import { STAGES, type Stage, type Window, ZONES, type Zone, type ZoneOfWindow } from './windows.ts';

const KMH_PER_MPS = 3.6;
const S_PER_MIN = 60;

const ZONE_NAMES: Record<Zone, string> = { NORTH: 'North', EAST: 'East', SOUTH: 'South', WEST: 'West' };
const STAGE_NAMES: Record<Stage, string> = {
  ACCEPT: 'Accept',
  PREPARE: 'Prepare',
  PICK_UP: 'Pick up',
  RIDE: 'Ride',
  TOTAL: 'In all',
};

/** All charts of the page, from the windows of one size. */
export function chartsOf(series: WindowSeries): readonly Chart[] {
  return [events(series), riders(series), speed(series), zones(series), orders(series), stages(series), late(series)];
}

function events(series: WindowSeries): Chart {
  return overTime(series, 'events', 'Events', 'events/s', [
    { name: 'Events a second', kind: 'area', of: (window) => window.eventsPerSecond },
  ]);
}

function riders(series: WindowSeries): Chart {
  return overTime(series, 'riders', 'Riders', 'riders', [
    { name: 'Exact', kind: 'line', of: (window) => window.activeRiders },
    { name: 'Estimated (HyperLogLog)', kind: 'line', of: (window) => window.distinctRiders },
  ]);
}

function speed(series: WindowSeries): Chart {
  const of = (quantile: 'p50' | 'p90' | 'p99') => (window: Window) =>
    window.speedMps && window.speedMps[quantile] * KMH_PER_MPS;
  return overTime(series, 'speed', 'Speed', 'km/h', [
    { name: 'p50', kind: 'line', of: of('p50') },
    { name: 'p90', kind: 'line', of: of('p90') },
    { name: 'p99', kind: 'line', of: of('p99') },
  ]);
}

function late(series: WindowSeries): Chart {
  const chart = overTime(series, 'late', 'Not counted', 'events', [
    { name: 'Late: their window had closed', kind: 'bar', of: (window) => window.late },
    { name: 'Ahead: from clocks too far ahead', kind: 'bar', of: (window) => window.ahead },
  ]);
  return { ...chart, stacked: true };
}

function zones(series: WindowSeries): Chart {
  return {
    ...byZone(series, 'zones', 'Riders by zone', 'riders', [
      { name: 'On an order', of: (zone) => zone.busyRiders },
      { name: 'Idle (supply)', of: (zone) => zone.idleRiders },
    ]),
    stacked: true,
  };
}

function orders(series: WindowSeries): Chart {
  return byZone(series, 'orders', 'Orders by zone', 'orders', [
    { name: 'Placed (demand)', of: (zone) => zone.ordersPlaced },
    { name: 'Delivered', of: (zone) => zone.ordersDelivered },
    { name: 'Open at the end', of: (zone) => zone.openOrders },
  ]);
}

/** Few orders end a stage in a short window: each stage shows the newest window in which some did. */
function stages(series: WindowSeries): Chart {
  const newest = STAGES.map((stage) => series.latestWith((window) => window.deliveryTimes?.[stage])?.value);
  const minutes = (seconds: number | undefined) => (seconds === undefined ? null : seconds / S_PER_MIN);
  return {
    name: 'delivery-times',
    title: 'Delivery times by stage',
    unit: 'min',
    note: 'Newest window in which orders ended the stage',
    along: { names: STAGES.map((stage) => STAGE_NAMES[stage]) },
    series: [
      { name: 'p50', kind: 'bar', values: newest.map((times) => minutes(times?.p50S)) },
      { name: 'p90', kind: 'bar', values: newest.map((times) => minutes(times?.p90S)) },
      { name: 'p99', kind: 'bar', values: newest.map((times) => minutes(times?.p99S)) },
    ],
  };
}

interface Line {
  readonly name: string;
  readonly kind: Series['kind'];
  readonly of: (window: Window) => number | undefined;
}

function overTime(
  series: WindowSeries,
  name: string,
  title: string,
  unit: string,
  lines: readonly Line[],
): Chart {
  const places = series.places();
  return {
    name,
    title,
    unit,
    along: { times: places.map((place) => place.startMs) },
    series: lines.map((line) => ({
      name: line.name,
      kind: line.kind,
      values: places.map(({ window }) => (window && line.of(window)) ?? null),
    })),
  };
}

interface ZoneBars {
  readonly name: string;
  readonly of: (zone: ZoneOfWindow) => number;
}

function byZone(
  series: WindowSeries,
  name: string,
  title: string,
  unit: string,
  bars: readonly ZoneBars[],
): Chart {
  const zonesNow = series.latest?.zones;
  return {
    name,
    title,
    unit,
    note: 'Newest window',
    along: { names: ZONES.map((zone) => ZONE_NAMES[zone]) },
    series: bars.map((bar) => ({
      name: bar.name,
      kind: 'bar',
      values: ZONES.map((zone) => {
        const figures = zonesNow?.[zone];
        return figures ? bar.of(figures) : null;
      }),
    })),
  };
}
