import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mercatorX, mercatorY } from '../../../../app/src/main/resources/web/app/map/riders/mercator.ts';
import { OVERSHOOT } from '../../../../app/src/main/resources/web/app/map/riders/motion.ts';
import { FADE_MS, RiderStore, START_MS, STRIDE } from '../../../../app/src/main/resources/web/app/map/riders/rider-store.ts';
import { FrameType, LiveFrame } from '../../../../app/src/main/resources/web/app/map/wire/live-frame.ts';

const BOX = { south: 52.4, west: 13.2, north: 52.6, east: 13.6 };

interface Entry {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly ageSteps?: number;
}

function frame(type: number, atMs: number, entries: readonly Entry[], removed: readonly number[] = []): LiveFrame {
  const decoded = new LiveFrame();
  decoded.type = type;
  decoded.atMs = atMs;
  Object.assign(decoded.box, BOX);
  decoded.entries = entries.length;
  entries.forEach((entry, at) => {
    decoded.ids[at] = entry.id;
    decoded.x[at] = entry.x;
    decoded.y[at] = entry.y;
    decoded.status[at] = 2;
    decoded.heading[at] = 5;
    decoded.ageSteps[at] = entry.ageSteps ?? 0;
  });
  decoded.removed = removed.length;
  decoded.removedIds.set(removed);
  return decoded;
}

function near(actual: number, expected: number, within: number): void {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not within ${within} of ${expected}`);
}

test('a first fix is drawn where it is, to the step of its coordinates', () => {
  const store = new RiderStore();
  store.apply(frame(FrameType.snapshot, 0, [{ id: 7, x: 65535, y: 32768 }]), 1000);

  const slot = store.slotOf(7);
  near(store.xAt(slot, 1000), mercatorX(13.6), 0.05);
  near(store.yAt(slot, 1000), mercatorY(52.5), 1);
  assert.equal(store.statusOf(slot), 2);
});

test('a rider sets off from where it is drawn, is at the fix after a step, and waits half a step farther', () => {
  const store = new RiderStore();
  const from = { id: 7, x: 1000, y: 1000 };
  const to = { id: 7, x: 1010, y: 1000 };
  store.apply(frame(FrameType.snapshot, 0, [from]), 1000);
  const startX = store.xAt(store.slotOf(7), 1000);
  store.apply(frame(FrameType.delta, 1000, [to]), 2000);

  const slot = store.slotOf(7);
  const fixX = mercatorX(BOX.west) + (1010 / 65535) * (mercatorX(BOX.east) - mercatorX(BOX.west));
  near(store.xAt(slot, 2000), startX, 0.01);
  near(store.xAt(slot, 2500), (startX + fixX) / 2, 0.05);
  near(store.xAt(slot, 3000), fixX, 0.05);
  near(store.xAt(slot, 9000), fixX + OVERSHOOT * (fixX - startX), 0.05);
});

test('a fix that comes early moves the rider on from the middle of its way, without a jump', () => {
  const store = new RiderStore();
  store.apply(frame(FrameType.snapshot, 0, [{ id: 7, x: 1000, y: 1000 }]), 1000);
  store.apply(frame(FrameType.delta, 1000, [{ id: 7, x: 1010, y: 1000 }]), 2000);
  const drawnX = store.xAt(store.slotOf(7), 2400);
  store.apply(frame(FrameType.delta, 1400, [{ id: 7, x: 1014, y: 1005 }]), 2400);

  near(store.xAt(store.slotOf(7), 2400), drawnX, 0.01);
});

test('what nobody could have ridden is a jump', () => {
  const store = new RiderStore();
  store.apply(frame(FrameType.snapshot, 0, [{ id: 7, x: 1000, y: 1000 }]), 1000);
  store.apply(frame(FrameType.delta, 1000, [{ id: 7, x: 60000, y: 60000 }]), 2000);

  const slot = store.slotOf(7);
  assert.equal(store.xAt(slot, 2000), store.xAt(slot, 9000));
});

test('a snapshot replaces everything: who is not in it fades, and is forgotten after that', () => {
  const store = new RiderStore();
  const all = Array.from({ length: 900 }, (_, at) => ({ id: at + 1, x: at, y: at }));
  store.apply(frame(FrameType.snapshot, 0, all), 1000);
  store.apply(frame(FrameType.snapshot, 1000, all.filter(({ id }) => id % 3 === 0)), 2000);

  assert.equal(store.riders, 300);
  assert.equal(store.count, 900);
  store.sweep(2000 + FADE_MS + 1);
  assert.equal(store.count, 300);
  for (const { id } of all) {
    const slot = store.slotOf(id);
    assert.equal(slot >= 0, id % 3 === 0);
    assert.ok(slot < 0 || store.ids[slot] === id);
  }
});

test('who left and came back before fading out stays', () => {
  const store = new RiderStore();
  store.apply(frame(FrameType.snapshot, 0, [{ id: 7, x: 1, y: 1 }, { id: 9, x: 2, y: 2 }]), 1000);
  store.apply(frame(FrameType.delta, 500, [], [7, 9]), 1500);
  assert.equal(store.riders, 0);
  store.apply(frame(FrameType.delta, 700, [{ id: 9, x: 2, y: 2 }]), 1700);
  store.sweep(1500 + FADE_MS + 1);

  assert.equal(store.slotOf(7), -1);
  assert.equal(store.riders, 1);
  assert.equal(store.isLeaving(store.slotOf(9)), false);
});

test('after days the times that the graphics card reads are still exact', () => {
  const store = new RiderStore();
  const nowMs = 30 * 60 * 60 * 1000 + 3;
  store.apply(frame(FrameType.snapshot, 0, [{ id: 7, x: 1000, y: 1000 }]), 0);
  store.apply(frame(FrameType.delta, nowMs, [{ id: 7, x: 1000, y: 1000 }]), nowMs);
  store.apply(frame(FrameType.delta, nowMs + 1000, [{ id: 7, x: 1020, y: 1000 }]), nowMs + 1000);

  const shownMs = Math.fround(store.vertices[store.slotOf(7) * STRIDE + START_MS]!) + store.epochMs;
  near(shownMs, nowMs + 1000, 0.5);
});

test('without motion a rider stands at the last fix', () => {
  const store = new RiderStore();
  store.still = true;
  store.apply(frame(FrameType.snapshot, 0, [{ id: 7, x: 1000, y: 1000 }]), 1000);
  store.apply(frame(FrameType.delta, 1000, [{ id: 7, x: 1010, y: 1000 }]), 2000);

  const slot = store.slotOf(7);
  assert.equal(store.xAt(slot, 2000), store.xAt(slot, 9000));
});

test('the nearest rider is found within a distance, and nobody beyond it', () => {
  const store = new RiderStore();
  store.apply(frame(FrameType.snapshot, 0, [{ id: 7, x: 1000, y: 1000 }, { id: 9, x: 2000, y: 2000 }]), 1000);
  const slot = store.slotOf(9);
  const [x, y] = [store.xAt(slot, 1000) + 3, store.yAt(slot, 1000)];

  assert.equal(store.nearest(x, y, 10, 1000), slot);
  assert.equal(store.nearest(x, y, 2, 1000), -1);
});
