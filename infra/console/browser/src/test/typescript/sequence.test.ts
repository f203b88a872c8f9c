import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameSequence } from '../../../../app/src/main/resources/web/app/map/live/sequence.ts';
import { FrameType, LiveFrame } from '../../../../app/src/main/resources/web/app/map/wire/live-frame.ts';

function frame(type: number, subscription: number, number: number): LiveFrame {
  return Object.assign(new LiveFrame(), { type, subscription, number });
}

test('a snapshot and the deltas behind it are used', () => {
  const sequence = new FrameSequence();
  const id = sequence.subscribed();
  assert.equal(sequence.on(frame(FrameType.snapshot, id, 0)), 'use');
  assert.equal(sequence.on(frame(FrameType.delta, id, 1)), 'use');
  assert.equal(sequence.on(frame(FrameType.delta, id, 2)), 'use');
});

test('a delta behind a gap, or without a snapshot, leads to a new subscription', () => {
  const sequence = new FrameSequence();
  const id = sequence.subscribed();
  assert.equal(sequence.on(frame(FrameType.delta, id, 0)), 'resubscribe');
  assert.equal(sequence.on(frame(FrameType.snapshot, id, 0)), 'use');
  assert.equal(sequence.on(frame(FrameType.delta, id, 2)), 'resubscribe');
});

test('the older subscription counts until the first frame of the newer one', () => {
  const sequence = new FrameSequence();
  const older = sequence.subscribed();
  sequence.on(frame(FrameType.snapshot, older, 0));
  const newer = sequence.subscribed();

  assert.equal(sequence.on(frame(FrameType.delta, older, 1)), 'use');
  assert.equal(sequence.settled, false);
  assert.equal(sequence.on(frame(FrameType.cells, newer, 0)), 'use');
  assert.equal(sequence.settled, true);
  assert.equal(sequence.on(frame(FrameType.delta, older, 2)), 'pass');
});

test('a snapshot in the middle of a subscription starts anew', () => {
  const sequence = new FrameSequence();
  const id = sequence.subscribed();
  sequence.on(frame(FrameType.snapshot, id, 0));
  assert.equal(sequence.on(frame(FrameType.snapshot, id, 9)), 'use');
  assert.equal(sequence.on(frame(FrameType.delta, id, 10)), 'use');
});

test('nothing of an older connection counts on a new one', () => {
  const sequence = new FrameSequence();
  const id = sequence.subscribed();
  sequence.on(frame(FrameType.snapshot, id, 0));
  sequence.reset();
  const next = sequence.subscribed();
  assert.equal(sequence.on(frame(FrameType.delta, id, 1)), 'pass');
  assert.equal(sequence.on(frame(FrameType.snapshot, next, 0)), 'use');
});
