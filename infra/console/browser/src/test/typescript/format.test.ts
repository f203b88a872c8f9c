import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, count, duration, measure, milliseconds } from '../../../../app/src/main/resources/web/app/common/format.ts';

test('numbers are whole from 100 on and have three digits below', () => {
  assert.equal(measure(99_876.4), '99,876');
  assert.equal(measure(12.345), '12.3');
  assert.equal(measure(0), '0');
  assert.equal(count(1_234_567), '1,234,567');
});

test('what is not known is a dash', () => {
  for (const words of [count, measure, milliseconds, bytes, duration]) {
    assert.equal(words(undefined), '–');
    assert.equal(words(null), '–');
    assert.equal(words(Number.NaN), '–');
  }
});

test('times and sizes have the unit that suits them', () => {
  assert.equal(milliseconds(12.34), '12.3 ms');
  assert.equal(milliseconds(4_560), '4.56 s');
  assert.equal(bytes(999), '999 B');
  assert.equal(bytes(143_000_000), '143 MB');
  assert.equal(duration(34_000), '34 s');
  assert.equal(duration(185_000), '3 min 5 s');
  assert.equal(duration(7_800_000), '2 h 10 min');
});
