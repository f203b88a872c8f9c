const WINDOW_MS = 10_000;
const WINDOWS = 6;

/** Clocks that differ by less than this are taken as equal: the difference is then the way, which belongs to freshness. */
export const SAME_CLOCK_MS = 2000;

/**
 * By how much this browser's clock is ahead of the service's, from the frames alone.
 *
 * A frame that was read at `atMs` by the service's clock arrives at `nowMs` by ours: the difference is the offset plus the
 * way. The smallest difference of a minute has the shortest way. A frame that arrives before it was read, or seconds after,
 * proves that the clocks differ; anything else is taken for the way, so that freshness is never flattered on one machine.
 */
export class ClockOffset {
  private readonly smallest = new Float64Array(WINDOWS).fill(Infinity);
  private window = -1;

  arrived(atMs: number, nowMs: number): void {
    const window = Math.floor(nowMs / WINDOW_MS);
    if (window !== this.window) {
      const passed = this.window < 0 || window < this.window ? WINDOWS : Math.min(window - this.window, WINDOWS);
      for (let step = 0; step < passed; step++) {
        this.smallest[(window - step) % WINDOWS] = Infinity;
      }
      this.window = window;
    }
    const place = window % WINDOWS;
    this.smallest[place] = Math.min(this.smallest[place]!, nowMs - atMs);
  }

  /** Ours minus theirs; 0 until something has arrived. */
  get offsetMs(): number {
    let smallest = Infinity;
    for (const difference of this.smallest) {
      smallest = Math.min(smallest, difference);
    }
    if (smallest === Infinity || (smallest >= 0 && smallest < SAME_CLOCK_MS)) {
      return 0;
    }
    return smallest;
  }

  /** How long ago it was, by our clock, that the service's clock showed `atMs`. */
  sinceMs(atMs: number, nowMs: number): number {
    return Math.max(0, nowMs - this.offsetMs - atMs);
  }
}
