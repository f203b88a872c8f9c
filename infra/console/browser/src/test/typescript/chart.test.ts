import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unitBesideTitle } from '../../../../app/src/main/resources/web/app/analytics/chart.ts';

test('a unit stands beside the title, unless the title is it', () => {
  assert.equal(unitBesideTitle({ title: 'Speed', unit: 'km/h' }), 'km/h');
  assert.equal(unitBesideTitle({ title: 'Events', unit: 'events/s' }), 'events/s');
  assert.equal(unitBesideTitle({ title: 'Riders by zone', unit: 'riders' }), undefined);
});
