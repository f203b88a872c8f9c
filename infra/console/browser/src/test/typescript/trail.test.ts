import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TrailPoint } from '../../../../app/src/main/resources/web/app/map/selection/model.ts';
import { fixAt, newestSession, type TrailFix, trailFixes, trailLines } from '../../../../app/src/main/resources/web/app/map/selection/trail.ts';

/** A rider going north at about 7 m/s. */
function fixes(seconds: readonly number[]): TrailFix[] {
  return seconds.map((second) => at(second * 1000, 52.5 + second * 0.00006, 13.4));
}

/** A fix that is sent when it is taken. */
function at(atMs: number, latitude: number, longitude: number, session = 1): TrailFix {
  return fixAt({ atMs, takenMs: atMs, session }, latitude, longitude);
}

function stored(recordTime: string, eventTime: string, latitudeE7: number): TrailPoint {
  return { recordTime, eventTime, session: 1, latitudeE7, longitudeE7: 134_000_000 };
}

test('a trail is one line, oldest first', () => {
  const trail = trailFixes([
    stored('2026-11-21T10:00:01Z', '2026-11-21T10:00:01Z', 525_000_600),
    stored('2026-11-21T10:00:00Z', '2026-11-21T10:00:00Z', 525_000_000),
  ]);
  assert.equal(trail[1]!.atMs - trail[0]!.atMs, 1000);
  assert.deepEqual(trailLines(trail), [trail]);
});

test('a minute that a replay sends in a second is one line: plausible is what the rider did in event time', () => {
  const trail = trailFixes([
    stored('2026-11-21T10:00:01Z', '2015-03-08T07:59:10Z', 525_060_000),
    stored('2026-11-21T10:00:00Z', '2015-03-08T07:58:10Z', 525_000_000),
  ]);
  assert.deepEqual(trailLines(trail), [trail]);
});

test('a rider of an earlier run has no part in the trail', () => {
  const earlier = [at(0, 52.6, 13.4, 7), at(1000, 52.6, 13.4, 7)];
  const now = [at(2000, 52.5, 13.4, 8), at(3000, 52.5, 13.4, 8)];
  assert.deepEqual(newestSession([...earlier, ...now]), now);
  assert.deepEqual(newestSession([]), []);
});

test('a fix at (0,0) is left out, and the line goes on behind it', () => {
  const [one, two, three, four] = fixes([0, 1, 2, 3]) as [TrailFix, TrailFix, TrailFix, TrailFix];
  const lines = trailLines([one, two, at(1500, 0, 0), three, four]);
  assert.deepEqual(lines, [[one, two, three, four]]);
});

test('a second fix at the far place proves that the rider is there', () => {
  const [one, two] = fixes([0, 1]) as [TrailFix, TrailFix];
  const far = [at(2000, 52.6, 13.4), at(3000, 52.60005, 13.4)];
  assert.deepEqual(trailLines([one, two, ...far]), [[one, two], far]);
});

test('a long silence is a gap', () => {
  const before = fixes([0, 1, 2]);
  const after = fixes([60, 61]);
  assert.deepEqual(trailLines([...before, ...after]), [before, after]);
});

test('a single fix is no line', () => {
  assert.deepEqual(trailLines(fixes([0])), []);
  assert.deepEqual(trailLines([]), []);
});
