import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FormatError } from '../../../../app/src/main/resources/web/app/map/wire/bytes.ts';
import { FrameType, LiveFrame } from '../../../../app/src/main/resources/web/app/map/wire/live-frame.ts';
import { ByteWriter } from './byte-writer.ts';

interface Header {
  version?: number;
  type?: number;
  flags?: number;
  entries?: number;
}

/** The 48 bytes before what differs between riders and cells. */
function header({ version = 1, type = FrameType.delta, flags = 0, entries = 0 }: Header): ByteWriter {
  return new ByteWriter()
    .u8(version)
    .u8(type)
    .u16(flags)
    .u32(7)
    .u32(3)
    .u32(11)
    .f64(1_790_000_000_123.5)
    .u32(524_000_000)
    .u32(-132_000_000)
    .u32(526_000_000)
    .u32(-130_000_000)
    .u32(2000)
    .u32(entries);
}

test('a delta says who moved and who left', () => {
  const bytes = header({ entries: 2 })
    .u32(2)
    .varint(5).u16(0).u16(65535).u8((22 << 3) | 4).varint(12)
    .varint(300).u16(32768).u16(1).u8(1).varint(2 ** 21 - 1)
    .varint(4, 2)
    .buffer();

  const frame = new LiveFrame().decode(bytes);

  assert.equal(frame.type, FrameType.delta);
  assert.equal(frame.subscription, 7);
  assert.equal(frame.number, 3);
  assert.equal(frame.conflated, 11);
  assert.equal(frame.atMs, 1_790_000_000_123.5);
  assert.deepEqual(frame.box, { south: 52.4, west: -13.2, north: 52.6, east: -13 });
  assert.equal(frame.ridersInBox, 2000);
  assert.equal(frame.limited, false);
  assert.deepEqual([...frame.ids.subarray(0, 2)], [5, 305]);
  assert.deepEqual([...frame.x.subarray(0, 2)], [0, 32768]);
  assert.deepEqual([...frame.y.subarray(0, 2)], [65535, 1]);
  assert.deepEqual([...frame.status.subarray(0, 2)], [4, 1]);
  assert.deepEqual([...frame.heading.subarray(0, 2)], [22, 0]);
  assert.deepEqual([...frame.ageSteps.subarray(0, 2)], [12, 2 ** 21 - 1]);
  assert.deepEqual([...frame.removedIds.subarray(0, frame.removed)], [4, 6]);
});

test('cells hold counts and a mean speed', () => {
  const bytes = header({ type: FrameType.cells, flags: 1, entries: 2 })
    .u16(96)
    .u16(64)
    .varint(0, 10, 4).u8(55)
    .varint(96 * 64 - 1, 1, 0).u8(255)
    .buffer();

  const frame = new LiveFrame().decode(bytes);

  assert.equal(frame.limited, true);
  assert.deepEqual([frame.columns, frame.rows, frame.removed], [96, 64, 0]);
  assert.deepEqual([...frame.cellIndex.subarray(0, 2)], [0, 6143]);
  assert.deepEqual([...frame.cellRiders.subarray(0, 2)], [10, 1]);
  assert.deepEqual([...frame.cellBusy.subarray(0, 2)], [4, 0]);
  assert.deepEqual([...frame.cellSpeed.subarray(0, 2)], [55, 255]);
});

test('a large frame grows the arrays, a small one leaves them', () => {
  const large = header({ type: FrameType.snapshot, entries: 5000 }).u32(0);
  for (let rider = 0; rider < 5000; rider++) {
    large.varint(1).u16(rider).u16(rider).u8(1).varint(0);
  }
  const frame = new LiveFrame().decode(large.buffer());
  const grown = frame.ids;

  assert.equal(frame.ids[4999], 5000);
  frame.decode(header({ entries: 0 }).u32(0).buffer());
  assert.equal(frame.entries, 0);
  assert.equal(frame.ids, grown);
});

test('what is no frame is refused, and never allocates what it promises', () => {
  const refused: [string, ArrayBuffer][] = [
    ['too short for a header', new ArrayBuffer(51)],
    ['another version', header({ version: 2 }).u32(0).buffer()],
    ['an unknown type', header({ type: 9 }).u32(0).buffer()],
    ['more riders than bytes', header({ entries: 0xffffffff }).u32(0).buffer()],
    ['more removed than bytes', header({}).u32(0xffffffff).buffer()],
    ['a rider twice', header({ entries: 2 }).u32(0).varint(5).u32(0).u8(1).varint(0).varint(0).u32(0).u8(1).varint(0).buffer()],
    ['a cell outside', header({ type: FrameType.cells, entries: 1 }).u16(2).u16(2).varint(4, 1, 0).u8(0).buffer()],
  ];
  for (const [what, bytes] of refused) {
    assert.throws(() => new LiveFrame().decode(bytes), FormatError, what);
  }
});
