import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Figures } from '../../../../app/src/main/resources/web/app/map/figures/figures.ts';
import { DurationHistogram } from '../../../../app/src/main/resources/web/app/map/figures/histogram.ts';
import { Rate, RecentValues } from '../../../../app/src/main/resources/web/app/map/figures/recent.ts';
import { FrameType, LiveFrame } from '../../../../app/src/main/resources/web/app/map/wire/live-frame.ts';

function delta(atMs: number, ageSteps: number[], conflated = 0): LiveFrame {
  const frame = new LiveFrame();
  frame.type = FrameType.delta;
  frame.atMs = atMs;
  frame.entries = ageSteps.length;
  frame.ageSteps.set(ageSteps);
  frame.conflated = conflated;
  return frame;
}

test('freshness is the age of a fix when the frame that shows it was drawn', () => {
  const figures = new Figures();
  const dayMs = 1_790_000_000_000;
  // Read by the service at dayMs when 100 ms old; received 20 ms later and drawn 50 ms after that.
  figures.received(delta(dayMs, [10, 10, 10, 10]), 1, 5_020, dayMs + 20);
  figures.drew(2, 5_070, dayMs + 70);

  const values = figures.values(5_100);
  assert.ok(Math.abs(values.freshnessMsP50! - 170) <= 10, `${values.freshnessMsP50}`);
  assert.equal(values.freshnessMsP50, values.freshnessMsP99);
});

test('two messages before a frame are both drawn by it, the first one older', () => {
  const figures = new Figures();
  const dayMs = 1_790_000_000_000;
  figures.received(delta(dayMs, [0]), 0, 5_000, dayMs);
  figures.received(delta(dayMs + 500, [0]), 0, 5_500, dayMs + 500);
  figures.drew(0, 5_600, dayMs + 600);

  const values = figures.values(5_600);
  assert.ok(Math.abs(values.freshnessMsP50! - 100) <= 10, `${values.freshnessMsP50}`);
  assert.ok(Math.abs(values.freshnessMsP99! - 600) <= 10, `${values.freshnessMsP99}`);
});

test('a snapshot says nothing of freshness', () => {
  const figures = new Figures();
  const snapshot = delta(1_790_000_000_000, [3000]);
  snapshot.type = FrameType.snapshot;
  figures.received(snapshot, 0, 1_000, 1_790_000_000_000);
  figures.drew(0, 1_010, 1_790_000_000_010);

  assert.equal(figures.values(1_020).freshnessMsP99, undefined);
});

test('the script time of a frame holds what ran since the frame before', () => {
  const figures = new Figures();
  figures.received(delta(1_790_000_000_000, [0]), 3, 0, 1_790_000_000_000);
  figures.worked(2);
  figures.drew(1, 16, 1_790_000_000_016);
  figures.drew(1, 32, 1_790_000_000_032);

  assert.equal(figures.values(40).scriptMsP99, 6);
  assert.equal(figures.values(40).scriptMsMedian, 1);
});

test('quantiles are those of the last ten seconds', () => {
  const histogram = new DurationHistogram();
  const ages = Uint32Array.from({ length: 100 }, (_, step) => step);
  histogram.collect(ages, 100);
  histogram.drawn(1_000, 0);

  assert.equal(histogram.quantile(0.5, 1_000), 500);
  assert.equal(histogram.quantile(0.99, 1_000), 990);
  assert.equal(histogram.quantile(1, 10_999), 1000);
  assert.equal(histogram.quantile(1, 11_000), undefined);
});

test('what is older than half a minute is beyond measure, before and after waiting', () => {
  const histogram = new DurationHistogram();
  histogram.collect(Uint32Array.of(5, 2_900), 2);
  histogram.wait(2_000);
  histogram.drawn(1_000, 100);

  assert.equal(histogram.quantile(0.5, 1_000), 2_160);
  assert.equal(histogram.quantile(1, 1_000), Infinity);
});

test('a rate is over whole seconds, and forgets', () => {
  const rate = new Rate();
  for (let second = 0; second < 6; second++) {
    rate.add(100, second * 1000 + 500);
  }

  assert.equal(rate.perSecond(6_100), 100);
  assert.equal(rate.perSecond(8_100), 50);
  assert.equal(rate.perSecond(60_000), 0);
});

test('recent values are the last ones', () => {
  const values = new RecentValues(3);
  assert.equal(values.quantile(0.5), undefined);
  [9, 9, 1, 2, 3].forEach((value) => values.add(value));

  assert.equal(values.count, 3);
  assert.equal(values.quantile(0.5), 2);
  assert.equal(values.quantile(1), 3);
  values.clear();
  assert.equal(values.count, 0);
});
