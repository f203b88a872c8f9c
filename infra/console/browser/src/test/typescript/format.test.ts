import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, bytes, clockTime, count, duration, measure, milliseconds, timeAndAge } from '../../../../app/src/main/resources/web/app/common/format.ts';

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

test('an age is told while it is one, and from a day on the day', () => {
  const now = Date.parse('2026-11-21T10:00:00Z');
  const trace = new Date(2015, 2, 8, 7, 58, 10).getTime();
  assert.equal(ago(now - 34_000, now), '34 s ago');
  assert.equal(ago(now + 200, now), 'just now');
  assert.equal(ago(trace, now), '8 March 2015, 07:58:10');
  assert.equal(ago(now, trace), timeAndAge(now, trace));
  assert.equal(timeAndAge(now - 34_000, now), `${clockTime(now - 34_000)}, 34 s ago`);
  assert.equal(timeAndAge(trace, now), '8 March 2015, 07:58:10');
});
