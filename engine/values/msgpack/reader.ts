import { ConversionError } from "../convert.js";

/** A value of an application's own type. */
export class Extension {
  constructor(
    readonly type: number,
    readonly body: Buffer,
  ) {}
}

/** The head of an array or map; its items follow it in the bytes. */
export class Head {
  constructor(
    readonly kind: "array" | "map",
    readonly length: number,
  ) {}
}

/** An integer beyond what a JavaScript number holds exactly is a bigint. */
export type Token = null | boolean | bigint | number | Double | string | Buffer | Extension | Head;

/** A number that was written as floating point. */
export class Double {
  constructor(readonly value: number) {}
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads MessagePack one token after the other. @throws ConversionError if the bytes are not MessagePack */
export class Reader {
  #at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get ended(): boolean {
    return this.#at >= this.#bytes.length;
  }

  next(): Token {
    const code = this.#unsigned(1);
    if (code < 0x80) return code;
    if (code < 0x90) return this.#head("map", code & 0x0f);
    if (code < 0xa0) return this.#head("array", code & 0x0f);
    if (code < 0xc0) return this.#string(code & 0x1f);
    if (code >= 0xe0) return code - 0x100;
    switch (code) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#take(this.#unsigned(1 << (code - 0xc4)));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#unsigned(1 << (code - 0xc7)));
      case 0xca:
        return new Double(this.#take(4).readFloatBE());
      case 0xcb:
        return new Double(this.#take(8).readDoubleBE());
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.#unsigned(1 << (code - 0xcc));
      case 0xcf:
        return narrow(this.#take(8).readBigUInt64BE());
      case 0xd0:
        return this.#take(1).readInt8();
      case 0xd1:
        return this.#take(2).readInt16BE();
      case 0xd2:
        return this.#take(4).readInt32BE();
      case 0xd3:
        return narrow(this.#take(8).readBigInt64BE());
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (code - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#string(this.#unsigned(1 << (code - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#head("array", this.#unsigned(2 << (code - 0xdc)));
      case 0xde:
      case 0xdf:
        return this.#head("map", this.#unsigned(2 << (code - 0xde)));
      default:
        throw new ConversionError(`0x${code.toString(16)} begins no MessagePack value`);
    }
  }

  #string(size: number): string {
    try {
      return utf8.decode(this.#take(size));
    } catch (error) {
      if (error instanceof ConversionError) throw error;
      throw new ConversionError("a string is not UTF-8");
    }
  }

  #extension(size: number): Extension {
    const type = this.#take(1).readInt8();
    return new Extension(type, this.#take(size));
  }

  /** Every item takes a byte at least, so a length beyond the rest is refused before room is made for it. */
  #head(kind: Head["kind"], length: number): Head {
    if (length > this.#bytes.length - this.#at) throw tooShort();
    return new Head(kind, length);
  }

  #unsigned(size: number): number {
    return this.#take(size).readUIntBE(0, size);
  }

  #take(size: number): Buffer {
    const end = this.#at + size;
    if (end > this.#bytes.length) throw tooShort();
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

function narrow(n: bigint): number | bigint {
  const plain = Number(n);
  return Number.isSafeInteger(plain) ? plain : n;
}

function tooShort(): ConversionError {
  return new ConversionError("the MessagePack data ends early");
}
