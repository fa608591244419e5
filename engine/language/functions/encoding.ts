import { gunzipSync, gzipSync } from "node:zlib";
import { DYNAMIC, STRING, Value } from "../../values/index.js";
import { csvValue } from "./csv.js";
import { define, FunctionError, type LanguageFunction, ofString, parameter } from "./function.js";
import { jsonText, jsonValue } from "./json-text.js";
import { decodeText, encodeText } from "./text-encoding.js";
import { yamlText } from "./yaml-text.js";
import { yamlValue } from "./yaml-value.js";

const any = parameter("value", DYNAMIC, "null", "dynamic");

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes that Base64 stands for. @throws FunctionError */
function fromBase64(text: string, argument?: number): Buffer {
  const compact = text.replace(/[\r\n]/g, "");
  if (!BASE64.test(compact)) {
    throw new FunctionError(`failed to decode base64 data ${JSON.stringify(text)}`, argument);
  }
  return Buffer.from(compact, "base64");
}

/** Where text stops being Base64, counted in characters. */
function corruptAt(text: string): number {
  const wrong = /[^A-Za-z0-9+/=\r\n]/.exec(text)?.index;
  const padding = text.indexOf("=");
  const digits = text.slice(0, padding < 0 ? text.length : padding).replace(/[\r\n]/g, "").length;
  // Without an alien character it is the last, incomplete group of four that is wrong.
  return wrong ?? (padding < 0 ? text.length - (digits % 4) : padding);
}

/** Bytes as text. @throws FunctionError with `otherwise` if they are not valid */
export function utf8(bytes: Uint8Array, otherwise: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FunctionError(otherwise);
  }
}

/** Decoding may give any type. */
const decoding = (decode: (text: string) => Value, name = "str") =>
  define([parameter(name, STRING)], DYNAMIC, ([s]) => decode(s!.asString()), { nullable: true });

/** The text of a value, once all of it is known. */
const encoding = (encode: (value: Value) => string, name = "val") =>
  define([{ ...any, name }], STRING, ([v]) =>
    v!.isWhollyKnown ? Value.string(encode(v!)) : Value.unknown(STRING),
  );

function urlEncoded(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, "\ufffd"))
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

function urlDecoded(text: string): string {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) {
    throw new FunctionError(
      "failed to decode URL '': a percent sign must be followed by two hexadecimal digits",
    );
  }
  const bytes = Buffer.from(
    text
      .replaceAll("+", " ")
      .replace(/%([0-9a-fA-F]{2})|[^\x20-\x7e]/g, (c, hex: string | undefined) =>
        hex === undefined
          ? Buffer.from(c, "utf8").toString("latin1")
          : String.fromCharCode(Number.parseInt(hex, 16)),
      ),
    "latin1",
  );
  return bytes.toString("utf8");
}

export const ENCODING_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  base64decode: ofString((s) =>
    utf8(fromBase64(s), "the result of decoding the provided string is not valid UTF-8"),
  ),
  base64encode: ofString((s) => Buffer.from(s, "utf8").toString("base64")),
  base64gzip: ofString((s) => gzipSync(s).toString("base64")),
  base64gunzip: ofString((s) => {
    const bytes = fromBase64(s);
    try {
      return gunzipSync(bytes, { maxOutputLength: 64 * 1024 * 1024 }).toString("utf8");
    } catch (e) {
      throw new FunctionError(`failed to gunzip bytestream: ${(e as Error).message}`);
    }
  }),
  csvdecode: decoding(csvValue),
  jsondecode: decoding(jsonValue),
  jsonencode: encoding(jsonText),
  textdecodebase64: define(
    [parameter("source", STRING), parameter("encoding", STRING)],
    STRING,
    ([s, name]) => {
      const text = s!.asString();
      if (!BASE64.test(text.replace(/[\r\n]/g, ""))) {
        throw new FunctionError(
          `the given value is has an invalid base64 symbol at offset ${corruptAt(text)}`,
          0,
        );
      }
      return Value.string(decodeText(fromBase64(text, 0), name!.asString()));
    },
  ),
  textencodebase64: define(
    [parameter("string", STRING), parameter("encoding", STRING)],
    STRING,
    ([s, name]) => Value.string(encodeText(s!.asString(), name!.asString()).toString("base64")),
  ),
  urldecode: ofString(urlDecoded),
  urlencode: ofString(urlEncoded),
  yamldecode: decoding(yamlValue, "src"),
  yamlencode: encoding(yamlText, "value"),
};
