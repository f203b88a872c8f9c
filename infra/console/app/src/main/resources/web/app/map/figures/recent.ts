/**
 * The last values of something that happens once a frame, for medians and the like.
 *
 * Adding makes no garbage; asking sorts a copy that is kept for the next question.
 */
export class RecentValues {
  private readonly values: Float64Array;
  private readonly sorted: Float64Array;
  private added = 0;

  constructor(size: number) {
    this.values = new Float64Array(size);
    this.sorted = new Float64Array(size);
  }

  add(value: number): void {
    this.values[this.added++ % this.values.length] = value;
  }

  clear(): void {
    this.added = 0;
  }

  get count(): number {
    return Math.min(this.added, this.values.length);
  }

  quantile(q: number): number | undefined {
    const count = this.count;
    if (count === 0) {
      return undefined;
    }
    const part = this.sorted.subarray(0, count);
    part.set(this.values.subarray(0, count));
    part.sort();
    return part[Math.min(count - 1, Math.max(0, Math.ceil(q * count) - 1))];
  }
}

/** How often something happens a second, over the last whole seconds. */
export class Rate {
  private readonly counts = new Float64Array(8);
  private second = -1;

  add(count: number, nowMs: number): void {
    this.advance(nowMs);
    this.counts[this.second % this.counts.length]! += count;
  }

  clear(): void {
    this.counts.fill(0);
  }

  /** Over the last four whole seconds. */
  perSecond(nowMs: number): number {
    this.advance(nowMs);
    let sum = 0;
    for (let back = 1; back <= 4; back++) {
      sum += this.counts[(this.second + this.counts.length - back) % this.counts.length]!;
    }
    return sum / 4;
  }

  private advance(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    const { counts } = this;
    if (second - this.second > counts.length) {
      this.second = second - counts.length;
    }
    while (this.second < second) {
      this.second++;
      counts[this.second % counts.length] = 0;
    }
  }
}
