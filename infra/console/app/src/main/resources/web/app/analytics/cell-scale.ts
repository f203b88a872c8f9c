import { count } from '../common/format.ts';

/** How many colours there are. */
export const STEPS = 6;

/**
 * Divides values into steps of colour at round numbers. Counts of riders by cell are skewed, so steps grow with the square:
 * the many quiet cells stay apart from each other.
 */
export class CellScale {
  /** The lower bounds of the steps, the first 0. */
  readonly bounds: readonly number[];

  /** `whole` for counts, of which there are no fractions. */
  constructor(max: number, whole: boolean) {
    const bounds = [0];
    for (let step = 1; step < STEPS; step++) {
      const exact = max * (step / STEPS) ** 2;
      const bound = whole ? Math.round(roundOff(exact)) : roundOff(exact);
      // A count is 1 at least: a step below 2 would hold nothing.
      if (bound > (bounds.at(-1) ?? 0) && (!whole || bound > 1)) {
        bounds.push(bound);
      }
    }
    this.bounds = bounds;
  }

  /** From 0 to the number of steps less one. */
  stepOf(value: number): number {
    return this.bounds.findLastIndex((bound) => value >= bound);
  }

  /** What the legend says of a step. */
  wordsOf(step: number, whole: boolean): string {
    const low = this.bounds[step] ?? 0;
    const next = this.bounds[step + 1];
    if (next === undefined) {
      return `${count(low)} or more`;
    }
    return whole ? range(Math.max(1, low), next - 1) : `${count(low)} to ${count(next)}`;
  }
}

function range(first: number, last: number): string {
  return first === last ? count(first) : `${count(first)} to ${count(last)}`;
}

/** To two digits, so that the legend reads well. */
function roundOff(value: number): number {
  return value <= 0 ? 0 : Number(value.toPrecision(value < 10 ? 1 : 2));
}
