import { createHash, randomUUID } from "node:crypto";
import { STRING, Value } from "../../values/index.js";
import { readBytes } from "./files.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";

type Algorithm = "md5" | "sha1" | "sha256" | "sha512";

const hash = (algorithm: Algorithm, encoding: "hex" | "base64") =>
  define([parameter("str", STRING)], STRING, ([s]) =>
    Value.string(createHash(algorithm).update(s!.asString(), "utf8").digest(encoding)),
  );

const hashOfFile = (algorithm: Algorithm, encoding: "hex" | "base64") =>
  define([parameter("path", STRING)], STRING, ([path], { scope }) =>
    Value.string(createHash(algorithm).update(readBytes(path!.asString(), scope)).digest(encoding)),
  );

/** Namespaces that have names of their own. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ["dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"],
  ["url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8"],
  ["oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8"],
  ["x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8"],
]);

function uuidv5(namespace: string, name: string): string {
  const space = NAMESPACES.get(namespace) ?? namespace;
  const hex = space.replace(/^urn:uuid:/, "").replace(/[{}-]/g, "");
  if (!/^[0-9a-fA-F]{32}$/.test(hex)) {
    throw new FunctionError(
      `uuidv5() doesn't support namespace ${namespace}: it is neither dns, url, oid or x500 nor a UUID`,
    );
  }
  const bytes = createHash("sha1")
    .update(Buffer.from(hex, "hex"))
    .update(name, "utf8")
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export const CRYPTO_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  base64sha256: hash("sha256", "base64"),
  base64sha512: hash("sha512", "base64"),
  filebase64sha256: hashOfFile("sha256", "base64"),
  filebase64sha512: hashOfFile("sha512", "base64"),
  filemd5: hashOfFile("md5", "hex"),
  filesha1: hashOfFile("sha1", "hex"),
  filesha256: hashOfFile("sha256", "hex"),
  filesha512: hashOfFile("sha512", "hex"),
  md5: hash("md5", "hex"),
  sha1: hash("sha1", "hex"),
  sha256: hash("sha256", "hex"),
  sha512: hash("sha512", "hex"),
  uuid: define([], STRING, () => Value.string(randomUUID()), { impure: true }),
  uuidv5: define([parameter("namespace", STRING), parameter("name", STRING)], STRING, ([namespace, name]) =>
    Value.string(uuidv5(namespace!.asString(), name!.asString())),
  ),
};
