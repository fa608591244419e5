import { FunctionError } from "./function.js";

/** Names that a text decoder does not know, or knows as something else. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["us-ascii", "us-ascii"],
  ["ascii", "us-ascii"],
  ["latin1", "iso-8859-1"],
]);

function unsupported(name: string): FunctionError {
  return new FunctionError(
    `${JSON.stringify(name)} is not a supported IANA encoding name or alias in this OpenTofu version`,
    1,
  );
}

function utf16(text: string, littleEndian: boolean): Buffer {
  const bytes = Buffer.from(text, "utf16le");
  return littleEndian ? bytes : bytes.swap16();
}

/** A text as bytes of an encoding. @throws FunctionError */
export function encodeText(text: string, encoding: string): Buffer {
  const name = encoding.toLowerCase();
  switch (name) {
    case "utf-8":
    case "utf8":
      return Buffer.from(text, "utf8");
    case "utf-16le":
      return utf16(text, true);
    case "utf-16be":
      return utf16(text, false);
    case "utf-16":
      return utf16(`\ufeff${text}`, false);
    case "cp936":
    case "gbk":
      return doubleBytes(text, encoding);
    default:
      return singleBytes(text, encoding);
  }
}

let gbkCodes: Map<string, number[]> | undefined;

/** What each character is in GBK, one byte or two; computed when it is first asked for. */
function codesOfGbk(): ReadonlyMap<string, number[]> {
  if (gbkCodes) return gbkCodes;
  gbkCodes = new Map();
  const decoder = new TextDecoder("gbk");
  const add = (...bytes: number[]) => {
    const c = decoder.decode(new Uint8Array(bytes));
    if (!c.includes("\ufffd") && [...c].length === 1 && !gbkCodes!.has(c)) gbkCodes!.set(c, bytes);
  };
  for (let one = 0; one <= 0x80; one++) add(one);
  for (let lead = 0x81; lead <= 0xfe; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) add(lead, trail);
  return gbkCodes;
}

function doubleBytes(text: string, encoding: string): Buffer {
  const codes = codesOfGbk();
  return Buffer.from([...text].flatMap((c) => codes.get(c) ?? notRepresentable(encoding)));
}

function notRepresentable(encoding: string): never {
  throw new FunctionError(
    `the given string contains characters that cannot be represented in ${encoding}`,
    0,
  );
}

function singleBytes(text: string, encoding: string): Buffer {
  const codes = codesOf(encoding);
  const bytes: number[] = [];
  for (const c of text) {
    const code = codes.get(c);
    bytes.push(code ?? notRepresentable(encoding));
  }
  return Buffer.from(bytes);
}

/** Latin 1, with more characters between 0x80 and 0x9f. */
const WINDOWS_1252 = Array.from({ length: 256 }, (_, i) => {
  if (i < 0x80 || i > 0x9f) return String.fromCharCode(i);
  const c = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ"[i - 0x80];
  return c === " " ? undefined : c;
});

/** What each byte of a single-byte encoding stands for. */
function charactersOf(encoding: string): (string | undefined)[] {
  const name = ALIASES.get(encoding.toLowerCase()) ?? encoding.toLowerCase();
  if (name === "us-ascii")
    return Array.from({ length: 256 }, (_, i) => (i < 128 ? String.fromCharCode(i) : undefined));
  if (name === "windows-1252") return WINDOWS_1252;
  if (name === "iso-8859-1") return Array.from({ length: 256 }, (_, i) => String.fromCharCode(i));
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(name);
  } catch {
    throw unsupported(encoding);
  }
  // Two bytes for one character are beyond this.
  if (!/^(iso-8859|windows-|koi8|ibm866|macintosh|x-mac)/.test(decoder.encoding)) throw unsupported(encoding);
  return Array.from({ length: 256 }, (_, i) => {
    const c = decoder.decode(new Uint8Array([i]));
    return c === "\ufffd" ? undefined : c;
  });
}

function codesOf(encoding: string): Map<string, number> {
  return new Map(charactersOf(encoding).flatMap((c, i) => (c === undefined ? [] : [[c, i] as const])));
}

/** Bytes of an encoding as text. @throws FunctionError */
export function decodeText(bytes: Buffer, encoding: string): string {
  const undefinedSymbols = () =>
    new FunctionError(`the given string contains symbols that are not defined for ${encoding}`, 0);
  const name = encoding.toLowerCase();
  if (/^utf-?(8|16|16le|16be)$/.test(name)) {
    try {
      const label =
        name === "utf-16" ? (bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-16be") : name;
      return new TextDecoder(label, { fatal: true, ignoreBOM: name !== "utf-16" }).decode(bytes);
    } catch {
      throw undefinedSymbols();
    }
  }
  if (name === "cp936" || name === "gbk") {
    const text = new TextDecoder("gbk").decode(bytes);
    if (text.includes("\ufffd")) throw undefinedSymbols();
    return text;
  }
  const characters = charactersOf(encoding);
  let text = "";
  for (const byte of bytes) {
    const c = characters[byte];
    if (c === undefined) throw undefinedSymbols();
    text += c;
  }
  return text;
}
