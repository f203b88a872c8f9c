import type { Viewport } from './renderer.ts';
import type { RiderStore } from './rider-store.ts';

/** A rider on the screen: a place in CSS pixels of the map, the status number and the heading in degrees from north. */
export interface DrawnRider {
  readonly x: number;
  readonly y: number;
  readonly status: number;
  readonly headingDeg: number;
}

/** From riders to pixels of the map and back, at one moment. Scans: a hundred thousand riders take a millisecond or two. */
export class RiderPicker {
  constructor(
    private readonly store: RiderStore,
    private readonly viewport: Viewport,
    private readonly nowMs: number,
  ) {}

  /** The rider drawn at a pixel, within a distance in pixels. */
  at(x: number, y: number, withinPx: number): number | undefined {
    const { centreX, centreY, width, height, resolution } = this.viewport;
    const slot = this.store.nearest(
      centreX + (x - width / 2) * resolution,
      centreY - (y - height / 2) * resolution,
      withinPx * resolution,
      this.nowMs,
    );
    return slot < 0 ? undefined : this.store.ids[slot];
  }

  /** Where a rider is drawn, in CSS pixels of the map, and as what. */
  drawn(riderId: number): DrawnRider | undefined {
    const slot = this.store.slotOf(riderId);
    if (slot < 0 || this.store.isLeaving(slot)) {
      return undefined;
    }
    const { centreX, centreY, width, height, resolution } = this.viewport;
    return {
      x: (this.store.xAt(slot, this.nowMs) - centreX) / resolution + width / 2,
      y: (centreY - this.store.yAt(slot, this.nowMs)) / resolution + height / 2,
      status: this.store.statusOf(slot),
      headingDeg: this.store.headingDegOf(slot),
    };
  }

  /** The rider nearest to the middle; or, after one, the next farther away. */
  nextFromMiddle(after: number | undefined): number | undefined {
    const { store } = this;
    const { width, height, resolution } = this.viewport;
    const afterSlot = after === undefined ? -1 : store.slotOf(after);
    const beyond = afterSlot < 0 ? -1 : this.fromMiddle(afterSlot);
    let best = -1;
    let bestDistance = (Math.hypot(width, height) / 2) * resolution;
    for (let slot = 0; slot < store.count; slot++) {
      const distance = this.fromMiddle(slot);
      if (distance < bestDistance && distance > beyond && slot !== afterSlot && !store.isLeaving(slot)) {
        best = slot;
        bestDistance = distance;
      }
    }
    return best < 0 ? undefined : store.ids[best];
  }

  private fromMiddle(slot: number): number {
    const { store, nowMs, viewport } = this;
    return Math.hypot(store.xAt(slot, nowMs) - viewport.centreX, store.yAt(slot, nowMs) - viewport.centreY);
  }
}
