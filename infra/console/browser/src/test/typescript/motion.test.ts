import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OVERSHOOT, plausible, progress, stepMs } from '../../../../app/src/main/resources/web/app/map/riders/motion.ts';

test('a dot gets to its fix in one step, goes on for half a step, and waits', () => {
  assert.equal(progress(1_000, 1_000, 500), 0);
  assert.equal(progress(1_250, 1_000, 500), 0.5);
  assert.equal(progress(1_500, 1_000, 500), 1);
  assert.equal(progress(9_000, 1_000, 500), 1 + OVERSHOOT);
  assert.equal(progress(900, 1_000, 500), 0);
});

test('the step is the time between the fixes by the rider, if that can be', () => {
  assert.equal(stepMs(1_000, 1_400), 1_000);
  assert.equal(stepMs(3_600_000, 1_000), 1_000, 'a clock was set');
  assert.equal(stepMs(60_000, 1_000), 1_000, 'a replay of sixty times the speed');
  assert.equal(stepMs(20_000, 20_000), 5_000, 'nobody creeps for longer');
  assert.equal(stepMs(0, 0), 1_000);
});

test('nobody rides through the city in a second', () => {
  assert.equal(plausible(90, 1_000), true);
  assert.equal(plausible(500, 1_000), false);
  assert.equal(plausible(500, 3_600_000), false, 'a return after an hour is a jump, however slow it was');
});
