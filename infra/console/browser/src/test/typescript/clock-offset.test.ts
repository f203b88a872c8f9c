import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClockOffset } from '../../../../app/src/main/resources/web/app/map/figures/clock-offset.ts';

test('a way of less than two seconds is a way, not a clock', () => {
  const clock = new ClockOffset();
  clock.arrived(1_000_000, 1_000_400);
  clock.arrived(1_001_000, 1_001_050);

  assert.equal(clock.offsetMs, 0);
  assert.equal(clock.sinceMs(1_001_000, 1_001_080), 80);
});

test('a service whose clock is ahead is known by frames from the future', () => {
  const clock = new ClockOffset();
  clock.arrived(1_000_000, 996_990);
  clock.arrived(1_001_000, 998_020);

  assert.equal(clock.offsetMs, -3010);
  assert.equal(clock.sinceMs(1_002_000, 999_000), 10);
});

test('a service whose clock is behind is known by frames that are always late', () => {
  const clock = new ClockOffset();
  clock.arrived(1_000_000, 1_060_020);
  clock.arrived(1_001_000, 1_061_400);

  assert.equal(clock.offsetMs, 60_020);
});

test('what was measured more than a minute ago no longer counts', () => {
  const clock = new ClockOffset();
  clock.arrived(1_000_000, 900_000);
  clock.arrived(1_100_000, 1_100_100);

  assert.equal(clock.offsetMs, 0);
});

test('a browser whose clock is set back starts to measure anew', () => {
  const clock = new ClockOffset();
  clock.arrived(9_000_000, 9_010_000);
  clock.arrived(9_001_000, 5_000_000);

  assert.equal(clock.offsetMs, -4_001_000);
});
