import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ByteReader, FormatError } from '../../../../app/src/main/resources/web/app/map/wire/bytes.ts';
import { ByteWriter } from './byte-writer.ts';

test('numbers are little-endian', () => {
  const reader = new ByteReader(new ByteWriter().u8(0xff).u16(0x1234).u32(0x89abcdef).u32(-2).f64(-0.5).buffer());

  assert.equal(reader.u8(), 255);
  assert.equal(reader.u16(), 0x1234);
  assert.equal(reader.u32(), 0x89abcdef);
  assert.equal(reader.i32(), -2);
  assert.equal(reader.f64(), -0.5);
  assert.equal(reader.remaining, 0);
});

test('varints reach beyond what shifts can do', () => {
  const values = [0, 1, 127, 128, 300, 16383, 16384, 2 ** 21, 2 ** 28 - 1, 2 ** 28, 2 ** 31, 2 ** 32 - 1, 2 ** 35 - 1];
  const reader = new ByteReader(new ByteWriter().varint(...values).buffer());

  assert.deepEqual(values.map(() => reader.varint()), values);
});

test('zigzag numbers carry their sign in the lowest bit', () => {
  const values = [0, -1, 1, -64, 64, -(2 ** 31), 2 ** 31];
  const reader = new ByteReader(new ByteWriter().zigzag(...values).buffer());

  assert.deepEqual(values.map(() => reader.zigzag()), values);
});

test('names may be in any script', () => {
  const bytes = new ByteWriter().name('Straße 7, 東京').buffer();
  const reader = new ByteReader(bytes);

  assert.equal(reader.utf8(reader.varint()), 'Straße 7, 東京');
});

test('the end of the data in the middle of a value is an error, not a zero', () => {
  assert.throws(() => new ByteReader(new ArrayBuffer(3)).u32(), FormatError);
  assert.throws(() => new ByteReader(new Uint8Array([0x80, 0x80]).buffer).varint(), FormatError);
  assert.throws(() => new ByteReader(new ArrayBuffer(1)).skip(2), FormatError);
  assert.throws(() => new ByteReader(new ArrayBuffer(0)).varint(), FormatError);
});

test('a number of six bytes is none that anybody sends', () => {
  assert.throws(() => new ByteReader(new Uint8Array([0x80, 0x80, 0x80, 0x80, 0x80, 0x01]).buffer).varint(), FormatError);
});
