import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  BlobConflictError,
  BlobGapError,
  BlobKeyError,
  BlobNotFoundError,
  type Blobs,
  BlobTooLargeError,
} from "../../simulator/platform/store/index.js";
import { emptyDatabase, postgres } from "../support/postgres.js";
import { open, temporaryFolder } from "./folder.js";

const stores: Readonly<Record<string, () => Promise<Blobs>>> = {
  memory: async () => (await open(null)).blobs,
  disk: async () => {
    const store = await open(temporaryFolder());
    onTestFinished(() => store.close());
    return store.blobs;
  },
  ...(postgres && {
    PostgreSQL: async () => {
      const store = await open({ url: await emptyDatabase() });
      onTestFinished(() => store.close());
      return store.blobs;
    },
  }),
};

async function all(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe.each(Object.entries(stores))("blobs (%s)", (_name, make) => {
  test("are written whole, read in part, listed and deleted", async () => {
    const blobs = await make();
    expect(await blobs.size("logs/a")).toBeNull();
    expect(await blobs.put("logs/a", "hello world")).toEqual({ size: 11 });
    await blobs.put("logs/b", Readable.from([Buffer.from("one "), Buffer.from("two")]));
    expect((await blobs.read("logs/a")).toString()).toBe("hello world");
    expect((await blobs.read("logs/a", { offset: 6, length: 3 })).toString()).toBe("wor");
    expect((await blobs.read("logs/a", { offset: 99 })).toString()).toBe("");
    expect(await all(await blobs.stream("logs/b", { offset: 4 }))).toBe("two");
    expect(await blobs.list("logs")).toEqual(["a", "b"]);
    await blobs.delete("logs/a");
    await blobs.delete("logs/a");
    await expect(blobs.read("logs/a")).rejects.toThrow(BlobNotFoundError);
    await blobs.clear();
    expect(await blobs.list("logs")).toEqual([]);
  });

  test("grow at once, each in its order, and one that is refused leaves the others alone", async () => {
    const blobs = await make();
    const names = Array.from({ length: 60 }, (_, n) => `logs/${n}`);
    const grown = names.map(async (name, n) => {
      const texts = [`${n} `, "", "x".repeat(n * 1_000), " end"];
      const sizes = await Promise.all(
        texts.map((text, at) => blobs.append(name, texts.slice(0, at).join("").length, text)),
      );
      return { whole: texts.join(""), size: sizes.at(-1) };
    });
    const refused = blobs.append("logs/gap", 7, "late");
    await expect(refused).rejects.toThrow(BlobGapError);
    for (const [n, { whole, size }] of (await Promise.all(grown)).entries()) {
      expect(size).toBe(whole.length);
      expect((await blobs.read(names[n]!)).toString()).toBe(whole);
    }
    expect(await blobs.size("logs/gap")).toBeNull();
  });

  test("grow by offset: a repeat is harmless, a gap and a different repeat are refused", async () => {
    const blobs = await make();
    expect(await blobs.append("logs/a", 0, "hello")).toBe(5);
    expect(await blobs.append("logs/a", 0, "hello")).toBe(5);
    expect(await blobs.append("logs/a", 3, "lo world")).toBe(11);
    await expect(blobs.append("logs/a", 12, "!")).rejects.toThrow(BlobGapError);
    await expect(blobs.append("logs/a", 0, "jello")).rejects.toThrow(BlobConflictError);
    await expect(blobs.append("logs/a", 11, "!".repeat(10), { limit: 20 })).rejects.toThrow(
      BlobTooLargeError,
    );
    await Promise.all([0, 1, 2, 3].map((i) => blobs.append("logs/c", i, `${i}`)));
    expect((await blobs.read("logs/c")).toString()).toBe("0123");
    expect((await blobs.read("logs/a")).toString()).toBe("hello world");
  });

  test("leave nothing where nothing was, if they cannot grow", async () => {
    const blobs = await make();
    const refusals = [
      [() => blobs.append("logs/late", 5, "late"), BlobGapError],
      [() => blobs.append("logs/odd", 0.5, "odd"), BlobGapError],
      [() => blobs.append("logs/large", 0, "x".repeat(21), { limit: 20 }), BlobTooLargeError],
    ] as const;
    for (const [append, error] of refusals) await expect(append()).rejects.toThrow(error);
    expect(await blobs.list("logs")).toEqual([]);
    expect(await blobs.append("logs/large", 0, "x".repeat(20), { limit: 20 })).toBe(20);
    // An empty file is a file: a refusal leaves it.
    await blobs.put("logs/empty", "");
    await expect(blobs.append("logs/empty", 5, "late")).rejects.toThrow(BlobGapError);
    await expect(blobs.append("logs/empty", 0, "x".repeat(21), { limit: 20 })).rejects.toThrow(
      BlobTooLargeError,
    );
    expect(await blobs.list("logs")).toEqual(["empty", "large"]);
  });

  test("may be large, and are streamed from anywhere", async () => {
    const blobs = await make();
    const whole = Buffer.alloc(2_500_000, "0123456789abcdef\n");
    const source = Readable.from([
      whole.subarray(0, 10),
      whole.subarray(10, 1_700_000),
      whole.subarray(1_700_000),
    ]);
    expect(await blobs.put("states/s", source)).toEqual({ size: whole.length });
    await blobs.append("states/s", whole.length, "the end");
    for (const offset of [0, 1_048_575, 1_048_576, 2_499_999])
      expect(await all(await blobs.stream("states/s", { offset }))).toBe(`${whole.subarray(offset)}the end`);
    expect(
      (await blobs.read("states/s", { offset: 1_048_570, length: 10 })).equals(
        whole.subarray(1_048_570, 1_048_580),
      ),
    ).toBe(true);
    await blobs.put("states/s", "small");
    expect(await all(await blobs.stream("states/s"))).toBe("small");
    await blobs.put("states/empty", "");
    expect(await blobs.size("states/empty")).toBe(0);
    expect(await all(await blobs.stream("states/empty"))).toBe("");
    expect(await blobs.append("states/empty", 0, "")).toBe(0);
  });

  test("that are too large or whose source fails leave what was there", async () => {
    const blobs = await make();
    await blobs.put("plans/p", "old");
    await expect(blobs.put("plans/p", "x".repeat(100), { limit: 99 })).rejects.toThrow(BlobTooLargeError);
    const failing = (async function* () {
      yield Buffer.from("half");
      throw new Error("connection lost");
    })();
    await expect(blobs.put("plans/p", failing)).rejects.toThrow("connection lost");
    expect((await blobs.read("plans/p")).toString()).toBe("old");
    expect(await blobs.list("plans")).toEqual(["p"]);
  });

  test("have keys that cannot lead out of the folder", async () => {
    const blobs = await make();
    for (const key of [
      "a",
      "a/",
      "/a",
      "../a",
      "logs/..",
      "logs/.a",
      "logs/a/b",
      "logs/a b",
      "logs/a\0",
      "logs\\a",
      `logs/${"a".repeat(101)}`,
    ])
      await expect(blobs.put(key, "x"), key).rejects.toThrow(BlobKeyError);
  });
});

test("what a crash left unfinished is removed at the next start", async () => {
  const dir = temporaryFolder();
  const store = await open(dir);
  await store.blobs.put("logs/a", "x");
  await store.close();
  writeFileSync(join(dir, "blobs", "logs", ".b.0123456789ab"), "half");
  await (await open(dir)).close();
  expect(readdirSync(join(dir, "blobs", "logs"))).toEqual(["a"]);
});
