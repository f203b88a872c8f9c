import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxAround, CellProjection } from '../../../../app/src/main/resources/web/app/analytics/cell-projection.ts';
import { CellScale, STEPS } from '../../../../app/src/main/resources/web/app/analytics/cell-scale.ts';

test('steps of a count are whole numbers and leave none out', () => {
  const scale = new CellScale(25, true);

  assert.deepEqual(
    scale.bounds.map((_bound, step) => scale.wordsOf(step, true)),
    ['1 to 2', '3 to 5', '6 to 10', '11 to 16', '17 or more'],
  );
});

test('the largest value has the last step and the smallest the first, whatever the range', () => {
  for (const max of [0.3, 1, 2, 7, 100, 123_456]) {
    const scale = new CellScale(max, false);
    assert.ok(scale.bounds.length <= STEPS);
    assert.equal(scale.stepOf(max), scale.bounds.length - 1, `max ${max}`);
    assert.equal(scale.stepOf(0), 0);
  }
});

test('without values there is one step', () => {
  assert.deepEqual(new CellScale(0, true).bounds, [0]);
});

test('north is up, and a degree of longitude is shorter than one of latitude', () => {
  const box = boxAround([
    [10, 59],
    [12, 61],
  ]);
  assert.ok(box);
  const projection = new CellProjection(box, 1_000);

  assert.equal(projection.x(10), 0);
  assert.equal(projection.x(12), 1_000);
  assert.equal(projection.y(61), 0);
  assert.ok(Math.abs(projection.height - 2_000) < 1, `height ${projection.height}`);
});

test('no points have no box', () => {
  assert.equal(boxAround([]), undefined);
});
