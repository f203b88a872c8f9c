import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsInWords } from '../../../../app/src/main/resources/web/app/pipeline/fault-counts.ts';

test('while the simulator does not answer nothing is said about faults', () => {
  assert.equal(countsInWords(undefined), '–');
});

test('faults are told in words, and those that did not happen are not', () => {
  assert.equal(countsInWords({ outOfOrder: 0, stored: 0 }), 'Nothing went wrong so far in this session');
  assert.equal(
    countsInWords({ duplicates: 0, dropOuts: 1, stored: 760, held: 871, coldBurgers: 2 }),
    'So far: 1 drop-out, 760 kept back during drop-outs, 871 waiting to be sent, 2 cold burgers',
  );
});
