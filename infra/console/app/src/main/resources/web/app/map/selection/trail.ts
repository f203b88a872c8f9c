import { mercatorX, mercatorY, unitsPerMetre } from '../riders/mercator.ts';
import type { TrailPoint } from './model.ts';

/** A longer silence than this is a gap in the line. */
const GAP_MS = 30_000;
/** Faster than this nobody rides: a fix thrown off, or at (0,0). */
const PLAUSIBLE_MPS = 60;
const PLAUSIBLE_ERROR_M = 60;

/** Where a rider was, oldest first, in Web Mercator. */
export interface TrailFix {
  readonly atMs: number;
  readonly x: number;
  readonly y: number;
  readonly latitude: number;
}

/** A stored trail, as `db-writer` lists it newest first. */
export function trailFixes(points: readonly TrailPoint[]): TrailFix[] {
  return points
    .map((point) => fixAt(Date.parse(point.recordTime), point.latitudeE7 / 1e7, point.longitudeE7 / 1e7))
    .reverse();
}

export function fixAt(atMs: number, latitude: number, longitude: number): TrailFix {
  return { atMs, x: mercatorX(longitude), y: mercatorY(latitude), latitude };
}

/**
 * The fixes as lines: broken where nothing was heard for long, and without fixes that are too far from the one before to be
 * true. If the next fix agrees with such an outlier, it was no outlier, and a new line begins.
 */
export function trailLines(fixes: readonly TrailFix[]): TrailFix[][] {
  const lines: TrailFix[][] = [];
  let line: TrailFix[] = [];
  let outlier: TrailFix | undefined;
  for (const fix of fixes) {
    const last = line.at(-1);
    if (last === undefined || (fix.atMs - last.atMs <= GAP_MS && reachable(last, fix))) {
      line.push(fix);
      outlier = undefined;
    } else if (fix.atMs - last.atMs > GAP_MS || (outlier !== undefined && reachable(outlier, fix))) {
      lines.push(line);
      line = outlier !== undefined && reachable(outlier, fix) ? [outlier, fix] : [fix];
      outlier = undefined;
    } else {
      outlier = fix;
    }
  }
  lines.push(line);
  return lines.filter((part) => part.length > 1);
}

function reachable(from: TrailFix, to: TrailFix): boolean {
  const metres = Math.hypot(to.x - from.x, to.y - from.y) / unitsPerMetre(from.latitude);
  return metres <= PLAUSIBLE_ERROR_M + (PLAUSIBLE_MPS * Math.abs(to.atMs - from.atMs)) / 1000;
}
