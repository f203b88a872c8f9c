import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixAt, type TrailFix, trailFixes, trailLines } from '../../../../app/src/main/resources/web/app/map/selection/trail.ts';

/** A rider going north at about 7 m/s. */
function fixes(seconds: readonly number[]): TrailFix[] {
  return seconds.map((second) => fixAt(second * 1000, 52.5 + second * 0.00006, 13.4));
}

test('a trail is one line, oldest first', () => {
  const stored = trailFixes([
    { recordTime: '2026-11-21T10:00:01Z', latitudeE7: 525_000_600, longitudeE7: 134_000_000 },
    { recordTime: '2026-11-21T10:00:00Z', latitudeE7: 525_000_000, longitudeE7: 134_000_000 },
  ]);
  assert.equal(stored[1]!.atMs - stored[0]!.atMs, 1000);
  assert.deepEqual(trailLines(stored), [stored]);
});

test('a fix at (0,0) is left out, and the line goes on behind it', () => {
  const [one, two, three, four] = fixes([0, 1, 2, 3]) as [TrailFix, TrailFix, TrailFix, TrailFix];
  const lines = trailLines([one, two, fixAt(1500, 0, 0), three, four]);
  assert.deepEqual(lines, [[one, two, three, four]]);
});

test('a second fix at the far place proves that the rider is there', () => {
  const [one, two] = fixes([0, 1]) as [TrailFix, TrailFix];
  const far = [fixAt(2000, 52.6, 13.4), fixAt(3000, 52.60005, 13.4)];
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
