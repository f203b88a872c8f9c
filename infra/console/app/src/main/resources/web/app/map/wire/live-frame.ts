import { ByteReader, FormatError } from './bytes.ts';

export const VERSION = 1;

export const FrameType = { snapshot: 1, delta: 2, cells: 3 } as const;

const HEADER_BYTES = 52;
const FLAG_LIMITED = 1;
/** An age is counted in steps of this many ms. */
export const AGE_STEP_MS = 10;
/** The largest age that a frame can say; it stands for anything older. */
export const MAX_AGE_STEPS = (1 << 21) - 1;

/** South, west, north and east in degrees. */
export interface GeoBox {
  south: number;
  west: number;
  north: number;
  east: number;
}

/**
 * One binary frame of `/api/live`, decoded into arrays that the next frame uses again: nothing is allocated per frame once
 * they are large enough. The layout is documented where it is written, in `location-consumer`.
 *
 * Invariant: `ids` and `removedIds` ascend strictly; only the first `entries` (`removed`) elements of an array are valid.
 *
 * Units: `x` 0 is west, 65535 east; `y` 0 is south, 65535 north; ages in steps of 10 ms.
 *
 * Failure: `decode` throws a `FormatError` and leaves the frame in an undefined state; the subscription has to start anew.
 */
export class LiveFrame {
  type = 0;
  /** There are more riders in the box than the subscription's limit. */
  limited = false;
  subscription = 0;
  number = 0;
  conflated = 0;
  atMs = 0;
  readonly box: GeoBox = { south: 0, west: 0, north: 0, east: 0 };
  ridersInBox = 0;

  entries = 0;
  ids = new Uint32Array(1024);
  x = new Uint16Array(1024);
  y = new Uint16Array(1024);
  status = new Uint8Array(1024);
  /** In steps of 16 degrees, clockwise from north. */
  heading = new Uint8Array(1024);
  ageSteps = new Uint32Array(1024);

  removed = 0;
  removedIds = new Uint32Array(256);

  columns = 0;
  rows = 0;
  cellIndex = new Uint32Array(256);
  cellRiders = new Uint32Array(256);
  cellBusy = new Uint32Array(256);
  /** In 0.1 m/s. */
  cellSpeed = new Uint8Array(256);

  decode(buffer: ArrayBuffer): this {
    if (buffer.byteLength < HEADER_BYTES) {
      throw new FormatError(`a frame of ${buffer.byteLength} bytes has no room for a header`);
    }
    const reader = new ByteReader(buffer);
    const version = reader.u8();
    if (version !== VERSION) {
      throw new FormatError(`a frame of version ${version}, this page reads ${VERSION}`);
    }
    this.type = reader.u8();
    this.limited = (reader.u16() & FLAG_LIMITED) !== 0;
    this.subscription = reader.u32();
    this.number = reader.u32();
    this.conflated = reader.u32();
    this.atMs = reader.f64();
    this.box.south = reader.i32() / 1e7;
    this.box.west = reader.i32() / 1e7;
    this.box.north = reader.i32() / 1e7;
    this.box.east = reader.i32() / 1e7;
    this.ridersInBox = reader.u32();
    this.entries = reader.u32();
    if (this.type === FrameType.cells) {
      this.columns = reader.u16();
      this.rows = reader.u16();
      this.removed = 0;
      this.decodeCells(reader);
    } else if (this.type === FrameType.snapshot || this.type === FrameType.delta) {
      this.removed = reader.u32();
      this.decodeRiders(reader);
    } else {
      throw new FormatError(`a frame of the unknown type ${this.type}`);
    }
    return this;
  }

  private decodeRiders(reader: ByteReader): void {
    // The smallest entry has 7 bytes: a frame can't make us allocate more than it is long.
    this.require(this.entries * 7 + this.removed, reader);
    this.growRiders();
    const { ids, x, y, status, heading, ageSteps } = this;
    let id = 0;
    for (let entry = 0; entry < this.entries; entry++) {
      const delta = reader.varint();
      if (delta === 0) {
        throw new FormatError(`rider ${id} twice or out of order`);
      }
      id += delta;
      ids[entry] = id;
      x[entry] = reader.u16();
      y[entry] = reader.u16();
      const packed = reader.u8();
      status[entry] = packed & 7;
      heading[entry] = packed >> 3;
      ageSteps[entry] = reader.varint();
    }
    id = 0;
    for (let entry = 0; entry < this.removed; entry++) {
      id += reader.varint();
      this.removedIds[entry] = id;
    }
  }

  private decodeCells(reader: ByteReader): void {
    this.require(this.entries * 4, reader);
    this.growCells();
    const cells = this.columns * this.rows;
    let index = 0;
    for (let entry = 0; entry < this.entries; entry++) {
      index += reader.varint();
      if (index >= cells) {
        throw new FormatError(`cell ${index} of ${this.columns} by ${this.rows}`);
      }
      this.cellIndex[entry] = index;
      this.cellRiders[entry] = reader.varint();
      this.cellBusy[entry] = reader.varint();
      this.cellSpeed[entry] = reader.u8();
    }
  }

  private require(bytes: number, reader: ByteReader): void {
    if (bytes > reader.remaining) {
      throw new FormatError(`${this.entries} entries and ${this.removed} removed in ${reader.remaining} bytes`);
    }
  }

  private growRiders(): void {
    if (this.ids.length < this.entries) {
      const size = roomFor(this.entries);
      this.ids = new Uint32Array(size);
      this.x = new Uint16Array(size);
      this.y = new Uint16Array(size);
      this.status = new Uint8Array(size);
      this.heading = new Uint8Array(size);
      this.ageSteps = new Uint32Array(size);
    }
    if (this.removedIds.length < this.removed) {
      this.removedIds = new Uint32Array(roomFor(this.removed));
    }
  }

  private growCells(): void {
    if (this.cellIndex.length < this.entries) {
      const size = roomFor(this.entries);
      this.cellIndex = new Uint32Array(size);
      this.cellRiders = new Uint32Array(size);
      this.cellBusy = new Uint32Array(size);
      this.cellSpeed = new Uint8Array(size);
    }
  }
}

/** The next power of two: growing by little would allocate with each frame of a growing fleet. */
export function roomFor(count: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(count, 16)));
}
