import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Animation } from '../../../../app/src/main/resources/web/app/map/animation.ts';
import { FramePacer } from '../../../../app/src/main/resources/web/app/map/figures/frame-pacer.ts';

/** A browser whose frames come when the test says so. */
let frames = new Map<number, () => void>();
let nextFrame = 1;

beforeEach(() => {
  frames = new Map();
  Object.assign(globalThis, {
    requestAnimationFrame: (callback: () => void): number => {
      frames.set(nextFrame, callback);
      return nextFrame++;
    },
    cancelAnimationFrame: (request: number): void => {
      frames.delete(request);
    },
  });
});

function nextFrames(): void {
  const due = [...frames.values()];
  frames.clear();
  due.forEach((callback) => callback());
}

test('there is one chain of frames, though each drawing asks for another', () => {
  let drawn = 0;
  const animation: Animation = new Animation(new FramePacer(), () => 0, () => true, () => {
    drawn++;
    animation.wake();
    animation.hurry();
  });
  animation.wake();
  for (let frame = 0; frame < 100; frame++) {
    assert.ok(frames.size <= 1, `${frames.size} frames asked for at once`);
    nextFrames();
  }
  assert.ok(drawn <= 100, `${drawn} drawings in 100 frames`);
  animation.stop();
});

test('it stands still when nothing would look different, until it is woken', () => {
  let drawn = 0;
  const animation = new Animation(new FramePacer(), () => 0, () => false, () => drawn++);
  animation.wake();
  nextFrames();
  nextFrames();
  assert.deepEqual([drawn, frames.size], [1, 0]);
  animation.wake();
  nextFrames();
  assert.equal(drawn, 2);
});

test('what is new does not wait its turn', () => {
  let drawn = 0;
  const animation = new Animation(new FramePacer(), () => 60_000, () => true, () => drawn++);
  animation.wake();
  nextFrames();
  nextFrames();
  assert.deepEqual([drawn, frames.size], [1, 0]);
  animation.hurry();
  nextFrames();
  assert.equal(drawn, 2);
  animation.stop();
});

test('a stopped animation draws no more', () => {
  let drawn = 0;
  const animation = new Animation(new FramePacer(), () => 0, () => true, () => drawn++);
  animation.wake();
  animation.stop();
  animation.wake();
  animation.hurry();
  nextFrames();
  assert.equal(drawn, 0);
});

test('frames are no faster than the eye can tell, and leave time to a slow machine', () => {
  const pacer = new FramePacer();
  const streetMs = pacer.intervalMs(0.5);
  const cityMs = pacer.intervalMs(25);
  assert.ok(streetMs < 20 && cityMs > 80, `${streetMs} and ${cityMs}`);
  for (let frame = 0; frame < 200; frame++) {
    pacer.took(100);
  }
  assert.ok(pacer.intervalMs(0.5) > 150);
});
