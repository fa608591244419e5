/** Writes MessagePack, always in the shortest form. */
export class Writer {
  #bytes = Buffer.allocUnsafe(256);
  #length = 0;

  /** What was written. The writer must not be used afterwards. */
  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  nil(): void {
    this.#byte(0xc0);
  }

  bool(value: boolean): void {
    this.#byte(value ? 0xc3 : 0xc2);
  }

  /** Within -2^63 and 2^63 - 1. */
  integer(value: number | bigint): void {
    const n = Number(value);
    if (n >= 0) this.#natural(n, value);
    else if (n >= -32) this.#byte(n & 0xff);
    else if (n >= -0x80) this.#head(0xd0, 1).writeInt8(n);
    else if (n >= -0x8000) this.#head(0xd1, 2).writeInt16BE(n);
    else if (n >= -0x80000000) this.#head(0xd2, 4).writeInt32BE(n);
    else this.#head(0xd3, 8).writeBigInt64BE(BigInt(value));
  }

  #natural(n: number, value: number | bigint): void {
    if (n < 0x80) this.#byte(n);
    else if (n <= 0xff) this.#head(0xcc, 1).writeUInt8(n);
    else if (n <= 0xffff) this.#head(0xcd, 2).writeUInt16BE(n);
    else if (n <= 0xffffffff) this.#head(0xce, 4).writeUInt32BE(n);
    else this.#head(0xcf, 8).writeBigUInt64BE(BigInt(value));
  }

  double(value: number): void {
    this.#head(0xcb, 8).writeDoubleBE(value);
  }

  string(text: string): void {
    const size = Buffer.byteLength(text);
    if (size < 32) this.#byte(0xa0 | size);
    else this.#size(size, 0xd9, 0xda, 0xdb);
    const at = this.#take(size);
    this.#bytes.write(text, at);
  }

  binary(bytes: Uint8Array): void {
    this.#size(bytes.length, 0xc4, 0xc5, 0xc6);
    this.#append(bytes);
  }

  array(length: number): void {
    if (length < 16) this.#byte(0x90 | length);
    else this.#size(length, null, 0xdc, 0xdd);
  }

  map(length: number): void {
    if (length < 16) this.#byte(0x80 | length);
    else this.#size(length, null, 0xde, 0xdf);
  }

  /** A value of an application's own type. */
  extension(type: number, body: Uint8Array): void {
    const fixed = [1, 2, 4, 8, 16].indexOf(body.length);
    if (fixed >= 0) this.#byte(0xd4 + fixed);
    else this.#size(body.length, 0xc7, 0xc8, 0xc9);
    this.#byte(type);
    this.#append(body);
  }

  #size(size: number, small: number | null, medium: number, large: number): void {
    if (small !== null && size <= 0xff) this.#head(small, 1).writeUInt8(size);
    else if (size <= 0xffff) this.#head(medium, 2).writeUInt16BE(size);
    else this.#head(large, 4).writeUInt32BE(size);
  }

  #byte(byte: number): void {
    const at = this.#take(1);
    this.#bytes[at] = byte;
  }

  /** Writes a code and gives the `size` bytes that follow it. */
  #head(code: number, size: number): Buffer {
    this.#byte(code);
    const at = this.#take(size);
    return this.#bytes.subarray(at);
  }

  #append(bytes: Uint8Array): void {
    const at = this.#take(bytes.length);
    this.#bytes.set(bytes, at);
  }

  /** Makes room and gives its place. The buffer may be another one afterwards. */
  #take(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#length, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, at);
      this.#bytes = larger;
    }
    return at;
  }
}
