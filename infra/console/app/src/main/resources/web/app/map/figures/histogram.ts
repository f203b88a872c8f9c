/** Steps of 10 ms up to 30 s; what is older is in the last bin. */
export const BINS = 3000;
export const BIN_MS = 10;
const SECONDS = 10;

/**
 * Quantiles over the last ten seconds of durations in steps of 10 ms: one histogram a second, in a ring.
 *
 * A duration is known in two parts: the age that a fix had when the service read it, and how long ago that was when the fix
 * was drawn. The first differs from rider to rider, the second is one number a frame: `pending` collects ages, `drawn` adds
 * them, shifted.
 *
 * Nothing is allocated after the constructor.
 */
export class DurationHistogram {
  private readonly pending = new Uint32Array(BINS);
  private pendingCount = 0;
  private readonly ring = Array.from({ length: SECONDS }, () => new Uint32Array(BINS));
  private readonly counts = new Uint32Array(SECONDS);
  private second = -1;

  /** Collects ages, in steps of 10 ms, until they are drawn. */
  collect(ageSteps: Uint32Array, count: number): void {
    for (let entry = 0; entry < count; entry++) {
      const bin = Math.min(ageSteps[entry]!, BINS - 1);
      this.pending[bin]!++;
    }
    this.pendingCount += count;
  }

  /** Time went by without a frame: what was collected before is older by so much. */
  wait(ms: number): void {
    const shift = Math.min(Math.max(0, Math.round(ms / BIN_MS)), BINS - 1);
    if (shift === 0 || this.pendingCount === 0) {
      return;
    }
    const { pending } = this;
    let last = 0;
    for (let bin = BINS - 1 - shift; bin < BINS; bin++) {
      last += pending[bin]!;
    }
    pending.copyWithin(shift, 0, BINS - 1 - shift);
    pending.fill(0, 0, shift);
    pending[BINS - 1] = last;
  }

  /** What was collected is on the screen now, `sinceMs` after its ages were taken. */
  drawn(nowMs: number, sinceMs: number): void {
    if (this.pendingCount === 0) {
      return;
    }
    const current = this.advance(nowMs);
    const shift = Math.max(0, Math.round(sinceMs / BIN_MS));
    for (let bin = 0; bin < BINS; bin++) {
      const count = this.pending[bin]!;
      if (count > 0) {
        current[Math.min(bin + shift, BINS - 1)]! += count;
      }
    }
    this.counts[this.second % SECONDS]! += this.pendingCount;
    this.discard();
  }

  /** What was collected will not be drawn. */
  discard(): void {
    this.pending.fill(0);
    this.pendingCount = 0;
  }

  clear(): void {
    this.discard();
    this.ring.forEach((histogram) => histogram.fill(0));
    this.counts.fill(0);
  }

  get hasPending(): boolean {
    return this.pendingCount > 0;
  }

  /** In ms, at the upper edge of the bin; undefined without data; Infinity in the last bin. */
  quantile(q: number, nowMs: number): number | undefined {
    this.advance(nowMs);
    let total = 0;
    for (const count of this.counts) {
      total += count;
    }
    if (total === 0) {
      return undefined;
    }
    let left = Math.max(1, Math.ceil(q * total));
    for (let bin = 0; bin < BINS; bin++) {
      for (let second = 0; second < SECONDS; second++) {
        left -= this.ring[second]![bin]!;
      }
      if (left <= 0) {
        return bin === BINS - 1 ? Infinity : (bin + 1) * BIN_MS;
      }
    }
    return Infinity;
  }

  private advance(nowMs: number): Uint32Array {
    const second = Math.floor(nowMs / 1000);
    if (second - this.second >= SECONDS) {
      this.second = second - SECONDS;
    }
    while (this.second < second) {
      this.second++;
      this.ring[this.second % SECONDS]!.fill(0);
      this.counts[this.second % SECONDS] = 0;
    }
    return this.ring[second % SECONDS]!;
  }
}
