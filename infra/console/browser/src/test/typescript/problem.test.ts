import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError } from '../../../../app/src/main/resources/web/app/common/http.ts';

test('a refusal names the field that is wrong, and names it once', () => {
  assert.equal(new ProblemError(400, 'must be positive', 'riders').sentence, 'riders: must be positive');
  assert.equal(new ProblemError(400, 'riders must be positive', 'riders').sentence, 'riders must be positive');
  assert.equal(new ProblemError(409, 'a replay has riders of its own').sentence, 'a replay has riders of its own');
});
