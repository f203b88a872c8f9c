import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FormatError } from '../../../../app/src/main/resources/web/app/map/wire/bytes.ts';
import { SectionKind, decodeNetwork } from '../../../../app/src/main/resources/web/app/map/wire/network.ts';
import { ByteWriter } from './byte-writer.ts';

const SOUTH_E7 = 524_000_009;
const WEST_E7 = -132_000_001;

function network(...sections: { kind: number; rank: number; body: ByteWriter }[]): ArrayBuffer {
  const bytes = new ByteWriter()
    .raw(new TextEncoder().encode('DTCN'))
    .u16(1)
    .u16(sections.length)
    .u32(SOUTH_E7)
    .u32(WEST_E7)
    .u32(526_000_000)
    .u32(-130_000_000);
  for (const { kind, rank, body } of sections) {
    bytes.u8(kind).u8(rank).u16(0).u32(body.length).raw(new Uint8Array(body.buffer()));
  }
  return bytes.buffer();
}

test('points are counted from the south-west corner, and go on from feature to feature', () => {
  const streets = new ByteWriter()
    .varint(2)
    .name('Ring').varint(2).zigzag(10, 20).zigzag(-3, 5)
    .name('').varint(1).zigzag(1, 1);

  const { bounds, sections } = decodeNetwork(network({ kind: SectionKind.street, rank: 1, body: streets }));

  assert.equal(bounds.south, 52.4000009);
  const section = sections[0]!;
  assert.deepEqual(section.names, ['Ring', '']);
  assert.deepEqual([...section.starts], [0, 2, 3]);
  // Rounded down: -13.2000001 is -13200001 in 1e-6 degrees.
  const expected = [-13.199981, 52.40001, -13.199976, 52.400007, -13.199975, 52.400008];
  section.degrees.forEach((degree, at) => assert.ok(Math.abs(degree - expected[at]!) < 1e-9, `${at}: ${degree}`));
});

test('kinds and ranks of tomorrow are passed over', () => {
  const empty = new ByteWriter().varint(0);
  const unknown = new ByteWriter().raw([1, 2, 3, 4, 5]);

  const { sections } = decodeNetwork(
    network(
      { kind: 77, rank: 0, body: unknown },
      { kind: SectionKind.street, rank: 9, body: unknown },
      { kind: SectionKind.water, rank: 0, body: empty },
    ),
  );

  assert.deepEqual(sections.map((section) => section.kind), [SectionKind.water]);
});

test('what is no network is refused', () => {
  const promising = new ByteWriter().varint(2_000_000_000);
  const many = new ByteWriter().varint(1).name('').varint(2_000_000_000);
  const short = new ByteWriter().varint(0).u8(0);

  assert.throws(() => decodeNetwork(new TextEncoder().encode('<!DOCTYPE html>').buffer as ArrayBuffer), FormatError);
  for (const body of [promising, many, short]) {
    assert.throws(() => decodeNetwork(network({ kind: SectionKind.park, rank: 0, body })), FormatError);
  }
});
