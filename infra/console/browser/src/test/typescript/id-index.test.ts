import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IdIndex } from '../../../../app/src/main/resources/web/app/map/riders/id-index.ts';

/** A small generator (mulberry32): the same numbers in every run. */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('it says what a Map would say, whatever comes and goes', () => {
  const index = new IdIndex();
  const expected = new Map<number, number>();
  const next = random(3);
  for (let step = 0; step < 200_000; step++) {
    const id = 1 + Math.floor(next() * 5000);
    if (next() < 0.45) {
      index.delete(id);
      expected.delete(id);
    } else {
      index.set(id, step);
      expected.set(id, step);
    }
  }

  assert.equal(index.size, expected.size);
  for (let id = 1; id <= 5000; id++) {
    assert.equal(index.get(id), expected.get(id) ?? -1, `rider ${id}`);
  }
});

test('the largest id there is has a place, and clearing leaves nobody', () => {
  const index = new IdIndex();
  index.set(0xffffffff, 5);

  assert.equal(index.get(0xffffffff), 5);
  index.clear();
  assert.equal(index.get(0xffffffff), -1);
  assert.equal(index.size, 0);
});
