/** A box of longitudes and latitudes in degrees. */
export interface DegreeBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/**
 * From degrees to a drawing's units: equirectangular, true to scale at the box's middle; over one city the eye sees no
 * difference to the map's own projection. North is up.
 */
export class CellProjection {
  readonly width: number;
  readonly height: number;
  private readonly box: DegreeBox;
  private readonly perLongitude: number;
  private readonly perLatitude: number;

  constructor(box: DegreeBox, width: number) {
    const narrowing = Math.cos((((box.south + box.north) / 2) * Math.PI) / 180);
    this.box = box;
    this.width = width;
    this.perLongitude = width / Math.max(1e-6, box.east - box.west);
    this.perLatitude = this.perLongitude / Math.max(1e-6, narrowing);
    this.height = Math.max(1, (box.north - box.south) * this.perLatitude);
  }

  x(longitude: number): number {
    return Math.round((longitude - this.box.west) * this.perLongitude * 10) / 10;
  }

  y(latitude: number): number {
    return Math.round((this.box.north - latitude) * this.perLatitude * 10) / 10;
  }
}

/** The smallest box around points; undefined without any. */
export function boxAround(points: Iterable<readonly [number, number]>): DegreeBox | undefined {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const [longitude, latitude] of points) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return west <= east ? { west, south, east, north } : undefined;
}
