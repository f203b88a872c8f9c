import { latitudeOf, mercatorY } from '../riders/mercator.ts';
import type { GeoBox, LiveFrame } from '../wire/live-frame.ts';

/** Metres of a degree of latitude. */
const DEGREE_M = 111_320;
/** The scale never ends below this many riders a square kilometre: a handful of riders is no crowd. */
const LEAST_PEAK = 10;

/**
 * The latest cells as riders per square kilometre, with a scale for their colours.
 *
 * Invariant: `peak` is 1, 2 or 5 times a power of ten and at least the densest cell. It rises at once and falls only when
 * the densest cell is below a third of it, so that the legend doesn't flicker.
 */
export class DensityGrid {
  columns = 0;
  rows = 0;
  box: GeoBox = { south: 0, west: 0, north: 0, east: 0 };
  /** Row 0 is in the south. */
  perKm2 = new Float32Array(0);
  riders = 0;
  busy = 0;
  peak = LEAST_PEAK;
  version = 0;

  apply(frame: LiveFrame): void {
    const { columns, rows } = frame;
    if (this.perKm2.length !== columns * rows) {
      this.perKm2 = new Float32Array(columns * rows);
    } else {
      this.perKm2.fill(0);
    }
    this.columns = columns;
    this.rows = rows;
    this.box = { ...frame.box };
    this.riders = frame.ridersInBox;
    this.busy = 0;
    const heightKm = (((this.box.north - this.box.south) / rows) * DEGREE_M) / 1000;
    const widthKm = (((this.box.east - this.box.west) / columns) * DEGREE_M) / 1000;
    let densest = 0;
    for (let entry = 0; entry < frame.entries; entry++) {
      const index = frame.cellIndex[entry]!;
      const row = Math.floor(index / columns);
      const latitude = this.box.south + ((row + 0.5) * (this.box.north - this.box.south)) / rows;
      const areaKm2 = heightKm * widthKm * Math.cos((latitude * Math.PI) / 180);
      const value = frame.cellRiders[entry]! / areaKm2;
      this.perKm2[index] = value;
      this.busy += frame.cellBusy[entry]!;
      densest = Math.max(densest, value);
    }
    if (densest > this.peak || densest < this.peak / 3) {
      this.peak = Math.max(LEAST_PEAK, niceAbove(densest));
    }
    this.version++;
  }

  /** The smallest box around all riders; undefined while there are none. */
  occupied(): GeoBox | undefined {
    let [south, west, north, east] = [this.rows, this.columns, -1, -1];
    for (let index = 0; index < this.perKm2.length; index++) {
      if (this.perKm2[index]! > 0) {
        const row = Math.floor(index / this.columns);
        const column = index % this.columns;
        south = Math.min(south, row);
        north = Math.max(north, row);
        west = Math.min(west, column);
        east = Math.max(east, column);
      }
    }
    const height = (this.box.north - this.box.south) / this.rows;
    const width = (this.box.east - this.box.west) / this.columns;
    return north < 0
      ? undefined
      : {
          south: this.box.south + south * height,
          west: this.box.west + west * width,
          north: this.box.south + (north + 1) * height,
          east: this.box.west + (east + 1) * width,
        };
  }

  /** The row in which a height of the projection lies: rows are even in degrees, the screen is even in Mercator's y. */
  rowAt(y: number): number {
    const share = (latitudeOf(y) - this.box.south) / (this.box.north - this.box.south);
    return Math.min(Math.max(Math.floor(share * this.rows), 0), this.rows - 1);
  }

  get southY(): number {
    return mercatorY(this.box.south);
  }

  get northY(): number {
    return mercatorY(this.box.north);
  }
}

/** Where on the scale of colours a density lies, 0 to 1: its root, so that suburbs show beside the centre. */
export function shareOf(perKm2: number, peak: number): number {
  return Math.sqrt(Math.min(perKm2 / peak, 1));
}

/** The density at a share of the scale. */
export function densityAt(share: number, peak: number): number {
  return share * share * peak;
}

/** The next of 1, 2, 5, 10, 20, 50, ... */
export function niceAbove(value: number): number {
  if (value <= 0) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  for (const factor of [1, 2, 5]) {
    if (factor * power >= value) {
      return factor * power;
    }
  }
  return 10 * power;
}
