import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery } from '../../../../app/src/main/resources/web/app/map/selection/query.ts';

function subjects(text: string): string[] {
  const query = parseQuery(text);
  return 'error' in query ? [query.error] : query.subjects.map(({ kind, id }) => `${kind} ${id}`);
}

test('a bare number may be a rider or an order', () => {
  assert.deepEqual(subjects('17'), ['rider 17', 'order 17']);
  assert.deepEqual(subjects(' #17 '), ['rider 17', 'order 17']);
  assert.deepEqual(subjects('1,000,017'), ['rider 1000017', 'order 1000017']);
});

test('a word says which', () => {
  assert.deepEqual(subjects('rider 17'), ['rider 17']);
  assert.deepEqual(subjects('R17'), ['rider 17']);
  assert.deepEqual(subjects('order: 23'), ['order 23']);
  assert.deepEqual(subjects('o#23'), ['order 23']);
});

test('what no rider can have may still be an order', () => {
  assert.deepEqual(subjects('4294967296'), ['order 4294967296']);
  assert.deepEqual(subjects('0'), ['Nobody can have the number 0.']);
  assert.deepEqual(subjects('rider 4294967296'), ['No rider can have the number 4294967296.']);
});

test('what is no number is said so, and nothing too', () => {
  assert.match(subjects('abc')[0]!, /“abc” is no number/);
  assert.match(subjects('12 monkeys')[0]!, /is no number/);
  assert.match(subjects('  ')[0]!, /Type the number/);
});
