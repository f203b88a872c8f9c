import type { Viewport } from './renderer.ts';
import type { RiderStore } from './rider-store.ts';

/** Counts the riders within the view by status; twice a second, not per frame. */
export class ViewCensus {
  total = 0;
  /** By status number. A new array with each count, so that who shows it sees the change. */
  byStatus: readonly number[] = [];

  count(store: RiderStore, viewport: Viewport | undefined, nowMs: number): void {
    const counts = new Array<number>(8).fill(0);
    this.total = 0;
    if (viewport !== undefined) {
      const halfWidth = (viewport.width / 2) * viewport.resolution;
      const halfHeight = (viewport.height / 2) * viewport.resolution;
      for (let slot = 0; slot < store.count; slot++) {
        const inside =
          Math.abs(store.xAt(slot, nowMs) - viewport.centreX) <= halfWidth &&
          Math.abs(store.yAt(slot, nowMs) - viewport.centreY) <= halfHeight;
        if (inside && !store.isLeaving(slot)) {
          counts[store.statusOf(slot)]!++;
          this.total++;
        }
      }
    }
    this.byStatus = counts;
  }
}
