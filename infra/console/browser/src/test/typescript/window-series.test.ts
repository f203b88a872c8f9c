import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointsOf } from '../../../../app/src/main/resources/web/app/analytics/chart.ts';
import { chartsOf } from '../../../../app/src/main/resources/web/app/analytics/charts.ts';
import { WindowSeries } from '../../../../app/src/main/resources/web/app/analytics/window-series.ts';
import type { Window } from '../../../../app/src/main/resources/web/app/analytics/windows.ts';

function window(second: number, events = 100): Window {
  const startMs = second * 1_000;
  return { startMs, endMs: startMs + 1_000, events, eventsPerSecond: events, activeRiders: events };
}

test('the first question asks for all, later ones for what is new and the newest again', () => {
  const series = new WindowSeries('1s');
  assert.equal(series.askFromMs, undefined);

  series.merge([window(10), window(11)]);
  assert.equal(series.askFromMs, 9_000);
});

test('a missing window is a gap and not a line', () => {
  const series = new WindowSeries('1s');
  series.merge([window(1), window(2), window(5)]);

  assert.deepEqual(
    series.places().map((place) => place.window?.events),
    [100, 100, undefined, undefined, 100],
  );
  const events = chartsOf(series).find((chart) => chart.name === 'events');
  assert.deepEqual(events?.series[0]?.values, [100, 100, null, null, 100]);
  assert.equal(events && pointsOf(events), 3);
});

test('the gap fills when the service has caught up', () => {
  const series = new WindowSeries('1s');
  series.merge([window(1), window(4)]);
  series.merge([window(2), window(3), window(4)]);

  assert.deepEqual(
    series.places().map((place) => place.startMs),
    [1_000, 2_000, 3_000, 4_000],
  );
  assert.ok(series.places().every((place) => place.window !== undefined));
});

test('a window that was closed anew replaces what was said of it', () => {
  const series = new WindowSeries('1s');
  series.merge([window(1, 5)]);
  series.merge([window(1, 100)]);

  assert.equal(series.latest?.events, 100);
});

test('old windows are let go', () => {
  const series = new WindowSeries('1s');
  series.merge(Array.from({ length: 1_000 }, (_, second) => window(second)));

  assert.equal(series.places().length, series.kept);
  assert.equal(series.latest?.startMs, 999_000);
});

test('each stage shows the newest window in which orders ended it', () => {
  const series = new WindowSeries('1s');
  const times = { count: 1, p50S: 120, p90S: 180, p99S: 240 };
  series.merge([{ ...window(1), deliveryTimes: { RIDE: times } }, { ...window(2), deliveryTimes: {} }]);

  const stages = chartsOf(series).find((chart) => chart.name === 'delivery-times');
  assert.deepEqual(stages?.series[0]?.values, [null, null, null, 2, null]);
});

test('without windows every chart is empty', () => {
  for (const chart of chartsOf(new WindowSeries('60s'))) {
    assert.equal(pointsOf(chart), 0, chart.name);
  }
});
