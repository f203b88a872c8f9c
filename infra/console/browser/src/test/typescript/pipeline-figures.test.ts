import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pipeline } from '../../../../app/src/main/resources/web/app/common/pipeline.ts';
import { FAULTS, withoutFaults } from '../../../../app/src/main/resources/web/app/pipeline/fault-fields.ts';
import { figuresOf } from '../../../../app/src/main/resources/web/app/pipeline/figures.ts';

const SINCE = '2026-06-01T12:00:00Z';

test('without a picture everything is unknown', () => {
  const figures = figuresOf(undefined);

  assert.equal(figures.states.broker.kind, 'unknown');
  assert.equal(figures.sent.value, undefined);
  assert.equal(figures.sent.text, '– events/s');
});

test('a figure has its value for machines and its words for people', () => {
  const figures = figuresOf({
    atMs: 0,
    services: [{ name: 'simulator', state: 'up', since: SINCE }],
    simulator: { perSecond: { sent: 99_876.4 }, status: { state: 'RUNNING', riders: 100_000 } },
    location: { perSecond: {}, status: { push: { clients: { MAP_RIDERS: 2, RIDER: 1 } } } },
    broker: { topics: [], groups: [{ group: 'db-writer', lag: 1_234 }] },
  });

  assert.deepEqual(figures.sent, { name: 'sent', value: 99_876.4, text: '99,876 events/s' });
  assert.deepEqual(figures.groups.dbWriter.lag, { name: 'lag-db-writer', value: 1_234, text: 'lag 1,234' });
  assert.equal(figures.groups.location.lag.value, undefined);
  assert.equal(figures.watchers.value, 3);
});

test('a state is a word and never a colour alone', () => {
  const states = (pipeline: Omit<Pipeline, 'atMs'>) => figuresOf({ atMs: 0, ...pipeline }).states;

  assert.deepEqual(states({ services: [{ name: 'broker', state: 'away', since: SINCE }] }).broker, {
    kind: 'bad',
    word: 'away',
  });
  assert.deepEqual(
    states({
      services: [{ name: 'db-writer', state: 'up', since: SINCE, detail: 'paused: no database' }],
      dbWriter: { perSecond: {}, status: { state: 'PAUSED' } },
    })['db-writer'],
    { kind: 'warn', word: 'paused' },
  );
  assert.deepEqual(
    states({
      services: [{ name: 'simulator', state: 'up', since: SINCE }],
      simulator: { perSecond: {}, status: { state: 'WAITING_FOR_BROKER' } },
    }).simulator,
    { kind: 'warn', word: 'waiting for broker' },
  );
});

test('switching faults off touches how often they happen, of those that the simulator knows', () => {
  assert.deepEqual(withoutFaults({ duplicateRate: 0.5, duplicateDelayMs: 900 }), { duplicateRate: 0 });
});

test('every fault says how often it happens', () => {
  for (const fault of FAULTS) {
    assert.ok(
      fault.fields.some((field) => field.unit === 'share'),
      fault.title,
    );
  }
});
