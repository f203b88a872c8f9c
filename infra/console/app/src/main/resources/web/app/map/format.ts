/** What only the map says in numbers; the rest is in `common/format.ts`. */

const POINTS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];

/** `120 ms`, `1.4 s`, `over 30 s`; a dash when unknown. */
export function latency(ms: number | undefined): string {
  if (ms === undefined) {
    return '–';
  }
  if (ms === Infinity) {
    return 'over 30 s';
  }
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

/** `0.62 ms`; a dash when unknown. */
export function fineMs(ms: number | undefined): string {
  return ms === undefined ? '–' : `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;
}

/** The point of the compass for a course in degrees. */
export function compass(degrees: number): string {
  return POINTS[Math.round(degrees / 45) % 8]!;
}
