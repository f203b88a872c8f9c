import { getJson } from '../common/http.ts';

export type WindowSize = '1s' | '10s' | '60s';
export type Zone = 'NORTH' | 'EAST' | 'SOUTH' | 'WEST';
export type Stage = 'ACCEPT' | 'PREPARE' | 'PICK_UP' | 'RIDE' | 'TOTAL';

export const ZONES: readonly Zone[] = ['NORTH', 'EAST', 'SOUTH', 'WEST'];
export const STAGES: readonly Stage[] = ['ACCEPT', 'PREPARE', 'PICK_UP', 'RIDE', 'TOTAL'];

/** A closed window, as `GET /api/windows/{size}` of analytics-consumer serves it. */
export interface Window {
  readonly startMs: number;
  readonly endMs: number;
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly activeRiders: number;
  readonly distinctRiders?: number;
  readonly speedMps?: SpeedQuantiles;
  readonly zones?: Readonly<Partial<Record<Zone, ZoneOfWindow>>>;
  readonly deliveryTimes?: Readonly<Partial<Record<Stage, StageTimes>>>;
  readonly late?: number;
  readonly ahead?: number;
}

export interface SpeedQuantiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
}

export interface ZoneOfWindow {
  readonly riders: number;
  readonly idleRiders: number;
  readonly busyRiders: number;
  readonly ordersPlaced: number;
  readonly ordersDelivered: number;
  readonly openOrders: number;
}

export interface StageTimes {
  readonly count: number;
  readonly p50S: number;
  readonly p90S: number;
  readonly p99S: number;
}

/** A window by cell; polygons come ready to be drawn, each point longitude and latitude. */
export interface Cells {
  readonly startMs: number;
  readonly endMs: number;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly cell: string;
  readonly centre: readonly [number, number];
  readonly boundary: readonly (readonly [number, number])[];
  readonly events: number;
  readonly riders: number;
  readonly meanSpeedMps: number;
}

const BASE = '/services/analytics/api/windows';

export function fetchWindows(
  size: WindowSize,
  fromMs: number | undefined,
  limit: number,
  signal: AbortSignal,
): Promise<Window[]> {
  const from = fromMs === undefined ? '' : `&from=${fromMs}`;
  return getJson(`${BASE}/${size}?limit=${limit}${from}`, signal);
}

export function fetchCells(size: WindowSize, signal: AbortSignal): Promise<Cells> {
  return getJson(`${BASE}/${size}/latest/cells`, signal);
}
