import { AGE_STEP_MS, FrameType, type GeoBox, type LiveFrame, roomFor } from '../wire/live-frame.ts';
import { IdIndex } from './id-index.ts';
import { mercatorX, mercatorY, unitsPerMetre } from './mercator.ts';
import { plausible, progress, stepMs } from './motion.ts';

/** Floats of a rider in `vertices`. */
export const STRIDE = 8;
/** Where each value lies within them. Positions are relative to `originX` and `originY`, times to `epochMs`. */
export const START_X = 0;
export const START_Y = 1;
export const TARGET_X = 2;
export const TARGET_Y = 3;
export const START_MS = 4;
export const STEP_MS = 5;
/** status + 8 * heading in steps of 16 degrees. */
export const LOOK = 6;
/** When the rider began to fade out, or NEVER. */
export const LEFT_MS = 7;

export const NEVER = 1e30;
export const FADE_MS = 500;

/** Times are 32-bit floats: within two hours they are exact to half a millisecond. */
const EPOCH_MS = 2 * 60 * 60 * 1000;
const Y_NODES = 256;
/** A delta holds about every second rider: the next one is a few slots on. */
const GUESSES = 8;

/**
 * All riders that the page knows, in arrays indexed by slot; `vertices` is what the graphics card reads.
 *
 * Invariant: slots 0 to `count` - 1 are taken, without holes: the last rider moves into a slot that becomes free. So a slot
 * names a rider only until the next `apply` or `sweep`.
 *
 * Units: positions in Web Mercator relative to an origin among the riders, because counted from Greenwich 32-bit floats
 * resolve no more than a metre; times in ms of `performance.now()`.
 *
 * Ownership: the main thread's; nothing here is allocated per rider or per frame.
 */
export class RiderStore {
  vertices = new Float32Array(1024 * STRIDE);
  ids = new Uint32Array(1024);
  private eventMs = new Float64Array(1024);
  private arrivalMs = new Float64Array(1024);
  private generation = new Uint32Array(1024);
  private readonly index = new IdIndex();
  private readonly yNodes = new Float64Array(Y_NODES + 2);
  private currentGeneration = 0;
  private fading = 0;
  private zeroMs = 0;

  count = 0;
  /** Changes with the content, so that a renderer knows when to upload it. */
  version = 0;
  /** Chosen anew whenever the store is empty. */
  originX = 0;
  originY = 0;
  /** For people who want no motion: each rider stands at the last fix. */
  still = false;

  /** What the times in `vertices` are relative to. */
  get epochMs(): number {
    return this.zeroMs;
  }

  /** Riders that are not fading out. */
  get riders(): number {
    return this.count - this.fading;
  }

  slotOf(id: number): number {
    return this.index.get(id);
  }

  /** Takes over a snapshot or delta that was decoded at `nowMs`. */
  apply(frame: LiveFrame, nowMs: number): void {
    this.rebase(nowMs);
    this.sweep(nowMs);
    this.currentGeneration++;
    if (this.count === 0) {
      this.originX = mercatorX((frame.box.west + frame.box.east) / 2);
      this.originY = mercatorY((frame.box.south + frame.box.north) / 2);
    }
    const west = mercatorX(frame.box.west) - this.originX;
    const xUnit = (mercatorX(frame.box.east) - mercatorX(frame.box.west)) / 65535;
    this.prepareRows(frame.box);
    const metre = unitsPerMetre((frame.box.south + frame.box.north) / 2);
    let expected = 0;
    for (let entry = 0; entry < frame.entries; entry++) {
      const id = frame.ids[entry]!;
      const slot = this.slotFrom(id, expected);
      expected = slot + 1;
      const row = frame.y[entry]! * (Y_NODES / 65535);
      const node = Math.floor(row);
      const below = this.yNodes[node]!;
      this.move(
        id,
        slot,
        west + frame.x[entry]! * xUnit,
        below + (this.yNodes[node + 1]! - below) * (row - node),
        frame.status[entry]! + 8 * frame.heading[entry]!,
        frame.atMs - frame.ageSteps[entry]! * AGE_STEP_MS,
        nowMs,
        metre,
      );
    }
    for (let entry = 0; entry < frame.removed; entry++) {
      this.leave(this.index.get(frame.removedIds[entry]!), nowMs);
    }
    if (frame.type === FrameType.snapshot) {
      for (let slot = 0; slot < this.count; slot++) {
        if (this.generation[slot] !== this.currentGeneration) {
          this.leave(slot, nowMs);
        }
      }
    }
    this.version++;
  }

  /** All riders fade out. */
  leaveAll(nowMs: number): void {
    for (let slot = 0; slot < this.count; slot++) {
      this.leave(slot, nowMs);
    }
    this.version++;
  }

  /** Forgets those who have faded out. */
  sweep(nowMs: number): void {
    if (this.fading === 0) {
      return;
    }
    const faded = nowMs - this.epochMs - FADE_MS;
    for (let slot = this.count - 1; slot >= 0; slot--) {
      if (this.vertices[slot * STRIDE + LEFT_MS]! < faded) {
        this.free(slot);
      }
    }
    this.version++;
  }

  /** Where the rider of a slot is drawn, in units of the projection. */
  xAt(slot: number, nowMs: number): number {
    return this.originX + this.along(slot * STRIDE, START_X, TARGET_X, nowMs);
  }

  yAt(slot: number, nowMs: number): number {
    return this.originY + this.along(slot * STRIDE, START_Y, TARGET_Y, nowMs);
  }

  statusOf(slot: number): number {
    return this.vertices[slot * STRIDE + LOOK]! & 7;
  }

  /** Degrees clockwise from north, in steps of 16. */
  headingDegOf(slot: number): number {
    return (this.vertices[slot * STRIDE + LOOK]! >> 3) * 16;
  }

  isLeaving(slot: number): boolean {
    return this.vertices[slot * STRIDE + LEFT_MS]! < NEVER / 2;
  }

  /** When the rider's last fix arrived. */
  arrivedMs(slot: number): number {
    return this.arrivalMs[slot]!;
  }

  /** The rider nearest to a place, within a distance: its slot, or -1. A scan: a hundred thousand take a millisecond. */
  nearest(x: number, y: number, within: number, nowMs: number): number {
    let best = -1;
    let bestSquare = within * within;
    for (let slot = 0; slot < this.count; slot++) {
      const dx = this.xAt(slot, nowMs) - x;
      const dy = this.yAt(slot, nowMs) - y;
      const square = dx * dx + dy * dy;
      if (square <= bestSquare && !this.isLeaving(slot)) {
        best = slot;
        bestSquare = square;
      }
    }
    return best;
  }

  /** The slot of a rider, or -1; looks near a guess first. Frames ascend by id and so, mostly, do slots. */
  private slotFrom(id: number, guess: number): number {
    const { ids } = this;
    const end = Math.min(guess + GUESSES, this.count);
    for (let slot = guess; slot < end; slot++) {
      if (ids[slot] === id) {
        return slot;
      }
    }
    return this.index.get(id);
  }

  private move(
    id: number,
    known: number,
    x: number,
    y: number,
    look: number,
    eventMs: number,
    nowMs: number,
    metre: number,
  ): void {
    const slot = known < 0 ? this.add(id) : known;
    const at = slot * STRIDE;
    const now = nowMs - this.epochMs;
    let startX = x;
    let startY = y;
    let step = stepMs(0, 0);
    if (known >= 0) {
      const share = this.shareAt(at, nowMs);
      const drawnX = this.vertices[at + START_X]! + (this.vertices[at + TARGET_X]! - this.vertices[at + START_X]!) * share;
      const drawnY = this.vertices[at + START_Y]! + (this.vertices[at + TARGET_Y]! - this.vertices[at + START_Y]!) * share;
      const gapMs = nowMs - this.arrivalMs[slot]!;
      if (plausible(Math.sqrt((x - drawnX) ** 2 + (y - drawnY) ** 2) / metre, gapMs)) {
        startX = drawnX;
        startY = drawnY;
        step = stepMs(eventMs - this.eventMs[slot]!, gapMs);
      }
      if (this.isLeaving(slot)) {
        this.fading--;
      }
    }
    const { vertices } = this;
    vertices[at + START_X] = startX;
    vertices[at + START_Y] = startY;
    vertices[at + TARGET_X] = x;
    vertices[at + TARGET_Y] = y;
    vertices[at + START_MS] = now;
    vertices[at + STEP_MS] = step;
    vertices[at + LOOK] = look;
    vertices[at + LEFT_MS] = NEVER;
    this.eventMs[slot] = eventMs;
    this.arrivalMs[slot] = nowMs;
    this.generation[slot] = this.currentGeneration;
  }

  private along(at: number, start: number, target: number, nowMs: number): number {
    const { vertices } = this;
    const from = vertices[at + start]!;
    return from + (vertices[at + target]! - from) * this.shareAt(at, nowMs);
  }

  private shareAt(at: number, nowMs: number): number {
    return this.still ? 1 : progress(nowMs - this.zeroMs, this.vertices[at + START_MS]!, this.vertices[at + STEP_MS]!);
  }

  private add(id: number): number {
    const slot = this.count++;
    if (slot >= this.ids.length) {
      this.grow(roomFor(this.count));
    }
    this.ids[slot] = id;
    this.index.set(id, slot);
    return slot;
  }

  private leave(slot: number, nowMs: number): void {
    if (slot >= 0 && !this.isLeaving(slot)) {
      this.vertices[slot * STRIDE + LEFT_MS] = nowMs - this.epochMs;
      this.fading++;
    }
  }

  private free(slot: number): void {
    const last = --this.count;
    this.fading--;
    this.index.delete(this.ids[slot]!);
    if (slot !== last) {
      const id = this.ids[last]!;
      this.vertices.copyWithin(slot * STRIDE, last * STRIDE, (last + 1) * STRIDE);
      this.ids[slot] = id;
      this.eventMs[slot] = this.eventMs[last]!;
      this.arrivalMs[slot] = this.arrivalMs[last]!;
      this.generation[slot] = this.generation[last]!;
      this.index.set(id, slot);
    }
  }

  /**
   * Latitude is linear in the frame's y, Mercator's y is not. Between 257 exact nodes a straight line is wrong by
   * millimetres for a city and by less than half a step of y for a continent, and spares a logarithm a rider.
   */
  private prepareRows(box: GeoBox): void {
    for (let node = 0; node <= Y_NODES; node++) {
      this.yNodes[node] = mercatorY(box.south + ((box.north - box.south) * node) / Y_NODES) - this.originY;
    }
    this.yNodes[Y_NODES + 1] = this.yNodes[Y_NODES]!;
  }

  private rebase(nowMs: number): void {
    if (nowMs - this.zeroMs < EPOCH_MS) {
      return;
    }
    const shift = nowMs - this.zeroMs;
    this.zeroMs = nowMs;
    for (let at = 0; at < this.count * STRIDE; at += STRIDE) {
      this.vertices[at + START_MS]! -= shift;
      if (this.vertices[at + LEFT_MS]! < NEVER / 2) {
        this.vertices[at + LEFT_MS]! -= shift;
      }
    }
  }

  private grow(size: number): void {
    this.vertices = copied(this.vertices, new Float32Array(size * STRIDE));
    this.ids = copied(this.ids, new Uint32Array(size));
    this.eventMs = copied(this.eventMs, new Float64Array(size));
    this.arrivalMs = copied(this.arrivalMs, new Float64Array(size));
    this.generation = copied(this.generation, new Uint32Array(size));
  }
}

function copied<A extends Float32Array | Float64Array | Uint32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
