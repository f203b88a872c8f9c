import type { GeoBox } from '../wire/live-frame.ts';

/** What the map asks `/api/live` for. */
export interface Wanted {
  readonly mode: 'riders' | 'cells';
  readonly box: GeoBox;
  readonly columns: number;
  readonly rows: number;
}

/** What is on the screen. */
export interface Sight {
  readonly box: GeoBox;
  readonly metresPerPixel: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** How much more than the view is asked for, on each side: so far one can pan and see riders at once. */
const MARGIN = 0.25;
/** A box this many times wider than the view is asked for anew: its 16-bit coordinates get coarse, its riders many. */
const TOO_WIDE = 4;
/** Web Mercator ends here. */
const MAX_LATITUDE = 85;
/** A cell of the density is at least this wide. */
const CELL_PX = 14;
const MAX_COLUMNS = 192;
const MAX_ROWS = 144;

/** Dots turn into density at this many metres a pixel and back a little earlier, so that no wheel click flips it twice. */
const BACK = 0.9;

/**
 * What to ask for when the view has changed, or undefined while the present subscription still serves.
 *
 * `cellsFrom` is the resolution, in metres a pixel, from which riders are shown as density.
 */
export function nextWanted(sight: Sight, current: Wanted | undefined, cellsFrom: number): Wanted | undefined {
  const threshold = current?.mode === 'cells' ? cellsFrom * BACK : cellsFrom;
  const mode = sight.metresPerPixel > threshold ? 'cells' : 'riders';
  if (current !== undefined && current.mode === mode && serves(current, sight)) {
    return undefined;
  }
  const box = enlarged(sight.box);
  return mode === 'riders' ? { mode, box, columns: 0, rows: 0 } : gridded(box, sight);
}

/** Whether two subscriptions ask for the same. */
export function same(one: Wanted, other: Wanted): boolean {
  return (
    one.mode === other.mode &&
    one.columns === other.columns &&
    one.rows === other.rows &&
    one.box.south === other.box.south &&
    one.box.west === other.box.west &&
    one.box.north === other.box.north &&
    one.box.east === other.box.east
  );
}

function serves(current: Wanted, sight: Sight): boolean {
  const view = clamped(sight.box);
  const inside =
    current.box.south <= view.south &&
    current.box.west <= view.west &&
    current.box.north >= view.north &&
    current.box.east >= view.east;
  return inside && current.box.east - current.box.west <= TOO_WIDE * (view.east - view.west);
}

function enlarged(view: GeoBox): GeoBox {
  const height = (view.north - view.south) * MARGIN;
  const width = (view.east - view.west) * MARGIN;
  return clamped({
    south: view.south - height,
    west: view.west - width,
    north: view.north + height,
    east: view.east + width,
  });
}

function clamped(box: GeoBox): GeoBox {
  const latitude = (value: number): number => Math.min(Math.max(value, -MAX_LATITUDE), MAX_LATITUDE);
  const longitude = (value: number): number => Math.min(Math.max(value, -180), 180);
  return {
    south: latitude(box.south),
    west: longitude(box.west),
    north: latitude(box.north),
    east: longitude(box.east),
  };
}

/**
 * A grid whose lines lie on whole multiples of the cell, and whose cell is a circle's share by a power of two: so the same
 * place falls into the same cell wherever the view is, and the density doesn't shimmer while one pans.
 */
function gridded(box: GeoBox, sight: Sight): Wanted {
  const degreesPerPx = (sight.box.east - sight.box.west) / sight.widthPx;
  const cellWidth = cellDegrees(360, box.east - box.west, CELL_PX * degreesPerPx, MAX_COLUMNS);
  const cellHeight = cellDegrees(
    360,
    box.north - box.south,
    (CELL_PX * (sight.box.north - sight.box.south)) / sight.heightPx,
    MAX_ROWS,
  );
  const west = Math.max(-180, Math.floor(box.west / cellWidth) * cellWidth);
  const south = Math.max(-90, Math.floor(box.south / cellHeight) * cellHeight);
  const east = Math.min(180, Math.ceil(box.east / cellWidth) * cellWidth);
  const north = Math.min(90, Math.ceil(box.north / cellHeight) * cellHeight);
  return {
    mode: 'cells',
    box: { south, west, north, east },
    columns: Math.max(1, Math.round((east - west) / cellWidth)),
    rows: Math.max(1, Math.round((north - south) / cellHeight)),
  };
}

/** The smallest share by a power of two that is no smaller than asked and gives no more than `most` cells. */
function cellDegrees(circle: number, extent: number, atLeast: number, most: number): number {
  const smallest = Math.max(atLeast, extent / (most - 2));
  return circle / 2 ** Math.floor(Math.log2(circle / smallest));
}
