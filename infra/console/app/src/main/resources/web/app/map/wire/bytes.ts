/** A frame or file from a service that does not keep to its format. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}

/**
 * Reads little-endian numbers and LEB128 varints from a buffer, in order, without allocating.
 *
 * Failure: reading behind the end, and a varint longer than five bytes, are a `FormatError`.
 */
export class ByteReader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(buffer: ArrayBuffer) {
    this.bytes = new Uint8Array(buffer);
    this.view = new DataView(buffer);
  }

  get position(): number {
    return this.at;
  }

  get remaining(): number {
    return this.bytes.length - this.at;
  }

  u8(): number {
    return this.view.getUint8(this.take(1));
  }

  u16(): number {
    return this.view.getUint16(this.take(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.take(4), true);
  }

  i32(): number {
    return this.view.getInt32(this.take(4), true);
  }

  f64(): number {
    return this.view.getFloat64(this.take(8), true);
  }

  /** An unsigned number below 2^35. */
  varint(): number {
    const bytes = this.bytes;
    let at = this.at;
    let byte = bytes[at++];
    if (byte === undefined) {
      throw this.truncated();
    }
    let value = byte & 0x7f;
    let factor = 128;
    while (byte > 0x7f) {
      byte = bytes[at++];
      if (byte === undefined) {
        throw this.truncated();
      }
      if (factor > 0x10000000) {
        throw new FormatError(`a number of more than five bytes at ${this.at}`);
      }
      value += (byte & 0x7f) * factor;
      factor *= 128;
    }
    this.at = at;
    return value;
  }

  /** A signed number, zigzag-encoded as in protobuf. */
  zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  utf8(length: number): string {
    const start = this.take(length);
    return new TextDecoder().decode(this.bytes.subarray(start, start + length));
  }

  skip(length: number): void {
    this.take(length);
  }

  private take(length: number): number {
    const start = this.at;
    if (start + length > this.bytes.length) {
      throw this.truncated();
    }
    this.at = start + length;
    return start;
  }

  private truncated(): FormatError {
    return new FormatError(`the data ends at ${this.bytes.length} in the middle of a value`);
  }
}
