/** What fuzzing has found, once and for all. */
import { existsSync, mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { create, Header } from "tar";
import { expect, it } from "vitest";
import { unpack } from "../../agent/tasks/transfers.js";
import { parseExpression, type Scope } from "../../engine/language/index.js";
import { mapOf, STRING, Value } from "../../engine/values/index.js";
import { fromMsgpack, toMsgpack } from "../../engine/values/msgpack/index.js";
import { encodeLine } from "../../simulator/platform/store/engine/journal-format.js";
import { CorruptStoreError, repairJournal } from "../../simulator/platform/store/index.js";
import { dataFiles, open, temporaryFolder } from "../store/folder.js";
import { shelf } from "../store/model.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox();
const scope: Scope = { lookup: () => ({ value: Value.null(STRING), diagnostics: [] }) };

it("a body that says it is packed and is not is refused, not a failure", async () => {
  const headers = { "Content-Encoding": "gzip" };
  for (const path of ["tags", "/api/sandbox/v1/reset", "/api/agents/v1/heartbeat"]) {
    const { status, body } = await box.sandbox.send("POST", path, "no gzip", headers);
    expect([400, 401, 415], path).toContain(status);
    expect(body.errors[0].detail).toMatch(/\S/);
  }
  const refused = await box.sandbox.send("POST", "tags", "no gzip", headers);
  expect(refused.body.errors[0].detail).toMatch(/body could not be read: incorrect header check/);
});

it("text that begins with a byte order mark keeps it on the wire", () => {
  const value = Value.string("\ufeffx");
  expect(fromMsgpack(toMsgpack(value), STRING).asString()).toBe("\ufeffx");
});

it("half a surrogate pair becomes one character, as a key too, and keeps the order of the keys", () => {
  const type = mapOf(STRING);
  const value = Value.map(STRING, {
    "\ud800": Value.string("\udc00"),
    "\u{1f600}": Value.string("b"),
    z: Value.string("a"),
  });
  const bytes = toMsgpack(value, type);
  expect(fromMsgpack(bytes, type).equals(value)).toBe(true);
  expect(toMsgpack(fromMsgpack(bytes, type), type)).toEqual(bytes);
});

it("a journal line with a right checksum and no steps stops the start, and can be repaired", async () => {
  for (const ops of [{ 0: ["c"] }, [["i", null]], [["x"]], [[]], null, [["u", "shelves", "s1", "no"]]]) {
    const dir = temporaryFolder();
    const store = await open(dir);
    store.transact((tx) => tx.insert(shelf("s1")));
    await store.close();
    const file = join(dir, dataFiles(dir)[0]!);
    writeFileSync(file, readFileSync(file, "utf8") + encodeLine({ seq: 2, ops } as never));
    await expect(open(dir), JSON.stringify(ops)).rejects.toThrow(CorruptStoreError);
    await repairJournal({ dir });
    const again = await open(dir);
    expect(again.count("shelves")).toBe(1);
    await again.close();
  }
});

it("a journal whose numbers are objects that cannot be shown stops the start, and says why", async () => {
  const none = { toString: false, valueOf: 1 };
  const header = { format: 1, version: 1, generation: 0, seq: 0 };
  const spoilt = [
    ...Object.keys(header).map((name) => [
      encodeLine({ ...header, [name]: none } as never),
      /lacks its header/,
    ]),
    [
      encodeLine(header) + encodeLine({ seq: none, ops: [] } as never),
      /commit 1 is missing; found \{"toString"/,
    ],
  ] as [string, RegExp][];
  for (const [text, problem] of spoilt) {
    const dir = temporaryFolder();
    await (await open(dir)).close();
    writeFileSync(join(dir, dataFiles(dir)[0]!), text);
    const refused = await open(dir).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CorruptStoreError);
    expect((refused as Error).message).toMatch(problem);
  }
});

it("a pattern that JavaScript would try in millions of ways is matched in time", () => {
  const text = "a".repeat(60);
  const evaluated = (call: string) => parseExpression(call).expression!.evaluate(scope);
  const began = performance.now();
  expect(evaluated(`replace("${text}!", "/(a|aa)*c$/", "")`)).toMatchObject({
    value: Value.string(`${text}!`),
    diagnostics: [],
  });
  const loop = `[for i in range(10) : try(regexall("(a|aa)*c$", "${text}"), i)]`;
  expect(evaluated(loop).diagnostics).toEqual([]);
  expect(performance.now() - began).toBeLessThan(60_000);
});

it("a link that reads like the folder it is in is unpacked, and blocks nothing", async () => {
  const [from, to] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(from, "d"));
  symlinkSync("d", join(from, "d", "l"));
  const packed = await create({ gzip: true, cwd: from }, ["d/l"]).concat();
  await unpack(Readable.from([packed]), to, AbortSignal.timeout(100_000));
  expect(readlinkSync(join(to, "d", "l"))).toBe("d");
});

it("an entry by the folder's own name that is not a folder does not take the folder's place", async () => {
  for (const path of [".", "./", "a/..", "./."]) {
    const to = temporaryFolder();
    const header = new Header({ path, mode: 0o644, size: 0, type: "GNUDumpDir" });
    const block = Buffer.alloc(512);
    header.encode(block, 0);
    const packed = gzipSync(Buffer.concat([block, Buffer.alloc(1024)]));
    await unpack(Readable.from([packed]), to).catch(() => {});
    expect(existsSync(to), path).toBe(true);
  }
});
