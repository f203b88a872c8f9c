import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DensityGrid, densityAt, niceAbove, shareOf } from '../../../../app/src/main/resources/web/app/map/density/density-grid.ts';
import { mercatorY } from '../../../../app/src/main/resources/web/app/map/riders/mercator.ts';
import { FrameType, LiveFrame } from '../../../../app/src/main/resources/web/app/map/wire/live-frame.ts';

function cells(...entries: readonly (readonly [index: number, riders: number, busy: number])[]): LiveFrame {
  const frame = new LiveFrame();
  frame.type = FrameType.cells;
  Object.assign(frame.box, { south: 0, west: 0, north: 0.09, east: 0.18 });
  frame.columns = 20;
  frame.rows = 10;
  frame.entries = entries.length;
  entries.forEach(([index, riders, busy], at) => {
    frame.cellIndex[at] = index;
    frame.cellRiders[at] = riders;
    frame.cellBusy[at] = busy;
    frame.ridersInBox += riders;
  });
  return frame;
}

test('cells are riders a square kilometre', () => {
  const grid = new DensityGrid();
  grid.apply(cells([0, 100, 40], [199, 50, 5]));

  // A cell is 0.009 degrees on each side: a square kilometre at the equator.
  assert.ok(Math.abs(grid.perKm2[0]! - 100) < 1, `${grid.perKm2[0]}`);
  assert.ok(Math.abs(grid.perKm2[199]! - 50) < 1);
  assert.equal(grid.busy, 45);
  assert.equal(grid.riders, 150);
});

test('a frame replaces the one before', () => {
  const grid = new DensityGrid();
  grid.apply(cells([3, 100, 0]));
  grid.apply(cells([4, 10, 0]));
  assert.equal(grid.perKm2[3], 0);
  assert.deepEqual(grid.occupied(), { south: 0, west: 0.036, north: 0.009, east: 0.045 });
});

test('the scale rises at once and falls late', () => {
  const grid = new DensityGrid();
  const peaks = [100, 180, 90, 60].map((riders) => {
    grid.apply(cells([0, riders, 0]));
    return grid.peak;
  });
  assert.deepEqual(peaks, [100, 200, 200, 100]);
});

test('the scale goes by 1, 2 and 5, and its ticks say where a colour lies', () => {
  assert.deepEqual([0, 0.3, 1, 1.2, 30, 51, 700].map(niceAbove), [1, 0.5, 1, 2, 50, 100, 1000]);
  assert.equal(shareOf(densityAt(0.5, 1000), 1000), 0.5);
  assert.equal(shareOf(5000, 1000), 1);
});

test('a height of the projection lies in the row of its latitude', () => {
  const grid = new DensityGrid();
  grid.apply(cells());
  assert.equal(grid.rowAt(mercatorY(0.0001)), 0);
  assert.equal(grid.rowAt(mercatorY(0.0455)), 5);
  assert.equal(grid.rowAt(mercatorY(1)), 9);
});
