/** Web Mercator (EPSG:3857), as OpenLayers computes it; here so that a hundred thousand points need no array each. */

const RADIUS_M = 6378137;
const RADIANS = Math.PI / 180;

export function mercatorX(longitude: number): number {
  return RADIUS_M * longitude * RADIANS;
}

export function mercatorY(latitude: number): number {
  return RADIUS_M * Math.log(Math.tan(Math.PI / 4 + (latitude * RADIANS) / 2));
}

export function longitudeOf(x: number): number {
  return x / RADIUS_M / RADIANS;
}

export function latitudeOf(y: number): number {
  return (2 * Math.atan(Math.exp(y / RADIUS_M)) - Math.PI / 2) / RADIANS;
}

/** How many units of the projection a metre on the ground is at a latitude. */
export function unitsPerMetre(latitude: number): number {
  return 1 / Math.cos(latitude * RADIANS);
}
