import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pipeline, ServiceName } from '../../../../app/src/main/resources/web/app/common/pipeline.ts';
import { BACK_SHOWN_MS, ServiceNotices } from '../../../../app/src/main/resources/web/app/shell/service-notices.ts';

const NOON = '2026-06-01T12:00:00Z';
const LATER = '2026-06-01T12:00:34Z';

function picture(name: ServiceName, state: 'up' | 'away', since: string, detail?: string): Pipeline {
  return { atMs: 0, services: [{ name, state, since, ...(detail === undefined ? {} : { detail }) }] };
}

test('nothing is said while all is well', () => {
  const notices = new ServiceNotices();
  const all = picture('broker', 'up', NOON);
  notices.update(all, 0);

  assert.deepEqual(notices.lines(all, 0), []);
});

test('an absence names the service and what it means for the data', () => {
  const notices = new ServiceNotices();
  const away = picture('db-writer', 'away', NOON, 'nothing listens at its address');
  notices.update(away, 0);

  const [line] = notices.lines(away, 0);
  assert.equal(line?.kind, 'away');
  assert.match(line?.text ?? '', /^db-writer is away since \d\d:00:00: positions stay live, trails are stale/);
});

test('a return is told for a while, with how long it took', () => {
  const notices = new ServiceNotices();
  notices.update(picture('location', 'away', NOON), 0);
  const back = picture('location', 'up', LATER);
  notices.update(back, 1_000);

  assert.deepEqual(
    notices.lines(back, 2_000).map((line) => [line.kind, line.text]),
    [['back', 'location-consumer is back after 34 s']],
  );
  assert.deepEqual(notices.lines(back, 1_000 + BACK_SHOWN_MS), []);
});

test('who goes away again is not said to be back', () => {
  const notices = new ServiceNotices();
  notices.update(picture('location', 'away', NOON), 0);
  notices.update(picture('location', 'up', LATER), 1_000);
  const again = picture('location', 'away', LATER);
  notices.update(again, 2_000);

  assert.deepEqual(
    notices.lines(again, 2_000).map((line) => line.kind),
    ['away'],
  );
});

test('a service that answers and cannot work says why', () => {
  const notices = new ServiceNotices();
  const paused = picture('db-writer', 'up', NOON, 'paused: the database is away');
  notices.update(paused, 0);

  assert.deepEqual(
    notices.lines(paused, 0).map((line) => [line.kind, line.text]),
    [['trouble', 'db-writer has paused: the database is away']],
  );
});
