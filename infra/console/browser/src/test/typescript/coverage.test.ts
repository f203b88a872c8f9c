import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextWanted, type Sight } from '../../../../app/src/main/resources/web/app/map/live/coverage.ts';

const CELLS_FROM = 50;

function sight(metresPerPixel: number, west = 13.2, south = 52.4): Sight {
  const width = (1440 * metresPerPixel) / 68_000;
  const height = (900 * metresPerPixel) / 111_000;
  return {
    box: { south, west, north: south + height, east: west + width },
    metresPerPixel,
    widthPx: 1440,
    heightPx: 900,
  };
}

test('riders are asked for with a margin, and not again while one moves within it', () => {
  const first = nextWanted(sight(10), undefined, CELLS_FROM)!;
  assert.equal(first.mode, 'riders');
  assert.ok(first.box.west < 13.2 && first.box.south < 52.4);

  assert.equal(nextWanted(sight(10, 13.22), first, CELLS_FROM), undefined);
  assert.ok(nextWanted(sight(10, 13.4), first, CELLS_FROM) !== undefined);
});

test('a box that is much wider than the view is asked for anew', () => {
  const city = nextWanted(sight(20), undefined, CELLS_FROM)!;
  assert.equal(nextWanted(sight(10), city, CELLS_FROM), undefined);
  assert.ok(nextWanted(sight(5), city, CELLS_FROM) !== undefined);
});

test('dots turn into density beyond a resolution, and back a little earlier', () => {
  const dots = nextWanted(sight(49), undefined, CELLS_FROM)!;
  const density = nextWanted(sight(51), dots, CELLS_FROM)!;
  assert.deepEqual([dots.mode, density.mode], ['riders', 'cells']);

  assert.equal(nextWanted(sight(48), density, CELLS_FROM), undefined);
  assert.equal(nextWanted(sight(44), density, CELLS_FROM)?.mode, 'riders');
});

test('cells lie on the same lines wherever the view is, and are no more than the service allows', () => {
  for (const metresPerPixel of [60, 100, 333, 1000, 5000]) {
    const one = nextWanted(sight(metresPerPixel), undefined, CELLS_FROM)!;
    const other = nextWanted(sight(metresPerPixel, 13.2371, 52.4123), undefined, CELLS_FROM)!;
    for (const { box, columns, rows } of [one, other]) {
      assert.ok(columns >= 1 && columns <= 192, `${columns} columns`);
      assert.ok(rows >= 1 && rows <= 144, `${rows} rows`);
      const shift = (box.west - one.box.west) / ((one.box.east - one.box.west) / one.columns);
      assert.ok(Math.abs(shift - Math.round(shift)) < 1e-6, `${shift} cells apart`);
    }
  }
});

test('a view beyond the edges of the world asks for what there is', () => {
  const world = { box: { south: -89, west: -300, north: 89, east: 300 }, metresPerPixel: 40_000, widthPx: 1440, heightPx: 900 };
  const { box } = nextWanted(world, undefined, CELLS_FROM)!;

  assert.deepEqual([box.west, box.east], [-180, 180]);
  assert.ok(box.south >= -90 && box.north <= 90);
});
