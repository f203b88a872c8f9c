import { mercatorX, mercatorY, unitsPerMetre } from '../riders/mercator.ts';
import type { TrailPoint } from './model.ts';

/** A longer silence than this is a gap in the line. */
const GAP_MS = 30_000;
/** Faster than this nobody rides: a fix thrown off, or at (0,0). */
const PLAUSIBLE_MPS = 60;
const PLAUSIBLE_ERROR_M = 60;

/** Where a rider was, oldest first, in Web Mercator. */
export interface TrailFix {
  /** When it was sent. */
  readonly atMs: number;
  /** When it was taken: a fast replay sends in a second what took a minute. */
  readonly takenMs: number;
  readonly session: number;
  readonly x: number;
  readonly y: number;
  readonly latitude: number;
}

/** A stored trail, as `db-writer` lists it newest first. */
export function trailFixes(points: readonly TrailPoint[]): TrailFix[] {
  return points
    .map((point) =>
      fixAt(
        { atMs: Date.parse(point.recordTime), takenMs: Date.parse(point.eventTime), session: point.session },
        point.latitudeE7 / 1e7,
        point.longitudeE7 / 1e7,
      ),
    )
    .reverse();
}

export function fixAt(
  when: { readonly atMs: number; readonly takenMs: number; readonly session: number },
  latitude: number,
  longitude: number,
): TrailFix {
  const { atMs, takenMs, session } = when;
  return { atMs, takenMs, session, x: mercatorX(longitude), y: mercatorY(latitude), latitude };
}

/** The fixes of the newest session: a run of the simulator before this one had the same rider elsewhere. */
export function newestSession(fixes: readonly TrailFix[]): TrailFix[] {
  const newest = fixes.reduce((session, fix) => Math.max(session, fix.session), 0);
  return fixes.filter((fix) => fix.session === newest);
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
  return metres <= PLAUSIBLE_ERROR_M + (PLAUSIBLE_MPS * Math.abs(to.takenMs - from.takenMs)) / 1000;
}
