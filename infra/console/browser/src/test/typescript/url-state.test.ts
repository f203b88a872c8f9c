import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatView, parseRenderer, parseSubject, parseView, withSubject } from '../../../../app/src/main/resources/web/app/map/url-state.ts';

test('a view survives the address', () => {
  const view = { zoom: 14.25, latitude: -33.85678, longitude: 151.21512 };
  assert.deepEqual(parseView(formatView(view)), view);
});

test('what is no view is none', () => {
  for (const hash of ['', '#', '#map', '#14/52', '#14/99/13', '#14/52/200', '#14/52/13/7', '#x/52/13']) {
    assert.equal(parseView(hash), undefined, hash);
  }
});

test('a link names a rider or an order', () => {
  assert.deepEqual(parseSubject('?rider=17'), { kind: 'rider', id: 17 });
  assert.deepEqual(parseSubject('?renderer=canvas&order=9007199254740991'), { kind: 'order', id: 9007199254740991 });
  for (const search of ['', '?rider=', '?rider=-1', '?rider=0', '?rider=1e3', '?rider=2147483648', '?order=9007199254740992']) {
    assert.equal(parseSubject(search), undefined, search);
  }
});

test('a link can ask for a renderer, whatever it costs', () => {
  assert.equal(parseRenderer('?rider=1'), 'quickest');
  assert.equal(parseRenderer('?renderer=webgl&rider=1'), 'webgl');
  assert.equal(parseRenderer('?renderer=canvas'), 'canvas');
  assert.equal(parseRenderer('?renderer=software'), 'quickest');
});

test('selecting leaves other parameters alone', () => {
  assert.equal(withSubject('?renderer=canvas&rider=3', { kind: 'order', id: 7 }), '?renderer=canvas&order=7');
  assert.equal(withSubject('?rider=3', undefined), '');
});
