/** Writes what `ByteReader` reads: little-endian numbers and LEB128 varints. */
export class ByteWriter {
  private readonly bytes: number[] = [];

  u8(value: number): this {
    this.bytes.push(value & 0xff);
    return this;
  }

  u16(value: number): this {
    return this.u8(value).u8(value >> 8);
  }

  u32(value: number): this {
    return this.u16(value).u16(value >>> 16);
  }

  f64(value: number): this {
    this.bytes.push(...new Uint8Array(new Float64Array([value]).buffer));
    return this;
  }

  varint(...values: number[]): this {
    for (let value of values) {
      while (value > 0x7f) {
        this.u8((value % 128) + 128);
        value = Math.floor(value / 128);
      }
      this.u8(value);
    }
    return this;
  }

  zigzag(...values: number[]): this {
    return this.varint(...values.map((value) => (value < 0 ? -2 * value - 1 : 2 * value)));
  }

  /** UTF-8 behind its length. */
  name(text: string): this {
    const utf8 = new TextEncoder().encode(text);
    return this.varint(utf8.length).raw(utf8);
  }

  raw(bytes: Iterable<number>): this {
    this.bytes.push(...bytes);
    return this;
  }

  get length(): number {
    return this.bytes.length;
  }

  buffer(): ArrayBuffer {
    return new Uint8Array(this.bytes).buffer;
  }
}
