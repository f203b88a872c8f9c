import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STATUSES } from '../../../../app/src/main/resources/web/app/map/selection/model.ts';
import { densityInWords, dotsInWords, type LiveState, noticeOf } from '../../../../app/src/main/resources/web/app/map/words.ts';

const FINE: LiveState = { connection: 'open', silenceMs: 400, limited: false, refusal: undefined };

test('nothing is said while all is well', () => {
  assert.equal(noticeOf(FINE), '');
});

test('before the first positions the page says what it waits for', () => {
  assert.equal(noticeOf({ ...FINE, silenceMs: undefined, connection: 'connecting' }), 'Connecting …');
  assert.match(noticeOf({ ...FINE, silenceMs: undefined, connection: 'away' }), /Waiting for the location service/);
});

test('old positions are said to be old, and whether the page is reconnecting', () => {
  assert.equal(noticeOf({ ...FINE, silenceMs: 17_000 }), 'Positions are 17 s old.');
  assert.equal(noticeOf({ ...FINE, silenceMs: 17_000, connection: 'away' }), 'Positions are 17 s old. Reconnecting …');
});

test('a refusal is quoted, and a limit explained', () => {
  assert.match(noticeOf({ ...FINE, refusal: 'limit must be a whole number' }), /limit must be a whole number/);
  assert.match(noticeOf({ ...FINE, limited: true }), /Zoom in/);
});

test('the map can be read aloud', () => {
  assert.equal(
    dotsInWords(1234, [0, 1000, 200, 30, 4], STATUSES),
    '1,234 riders in view: 1,000 idle, 200 to restaurant, 30 waiting for food, 4 to customer.',
  );
  assert.equal(densityInWords(1000, 200), '1,000 riders in view, 200 of them with an order, shown as density.');
});
