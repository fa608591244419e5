import { describe, expect, test } from "vitest";
import { BlobDiskError, StoreFailedError } from "../../simulator/platform/store/index.js";
import { CrashFiles } from "./crash-files.js";
import { content, open, temporaryFolder } from "./folder.js";
import { shelf } from "./model.js";

const fault = (code: string) => () => {
  throw Object.assign(new Error(`${code}: no`), { code });
};

describe("a disk that refuses", () => {
  const ways = [
    ["write", false],
    ["sync", false],
    ["write", true],
    ["sync", true],
  ] as const;
  for (const [kind, hasDurable] of ways) {
    const where = hasDurable ? " (files whose writes end on the disk)" : "";
    test(`a ${kind} ends all writing, acknowledges nothing more, and loses nothing acknowledged${where}`, async () => {
      const [files, dir] = [new CrashFiles(hasDurable), temporaryFolder()];
      const problems: unknown[] = [];
      const store = await open(dir, { files, onProblem: (error) => problems.push(error) });
      store.transact((tx) => tx.insert(shelf("s1")));
      await store.flushed();
      files.fault = (what) => {
        if (what === kind) fault("ENOSPC")();
      };
      store.transact((tx) => tx.insert(shelf("s2")));
      await expect(store.flushed()).rejects.toThrow(StoreFailedError);
      expect(store.failure?.message).toMatch(/disk is full.*Free some space and start again/);
      expect(() => store.transact((tx) => tx.insert(shelf("s3")))).toThrow(StoreFailedError);
      expect(problems).toEqual([store.failure]);
      files.fault = null;
      await store.close();
      const again = await open(dir, { files });
      expect(content(again).shelves).toEqual([shelf("s1")]);
      await again.close();
    });
  }

  test("a snapshot only puts the compaction off", async () => {
    const [files, dir] = [new CrashFiles(), temporaryFolder()];
    const store = await open(dir, { files });
    store.transact((tx) => tx.insert(shelf("s1")));
    await store.flushed();
    files.fault = (_what, path) => {
      if (path.includes("snapshot")) fault("EIO")();
    };
    await expect(store.compact()).rejects.toThrow("EIO");
    store.transact((tx) => tx.insert(shelf("s2")));
    await store.flushed();
    files.fault = null;
    await store.compact();
    await store.close();
    const again = await open(dir, { files });
    expect(content(again).shelves).toEqual([shelf("s1"), shelf("s2")]);
    await again.close();
  });

  test("a stored file says so, leaves the file as it was, and takes the same bytes later", async () => {
    const [files, dir] = [new CrashFiles(), temporaryFolder()];
    const store = await open(dir, { files });
    await store.blobs.append("logs/one", 0, "begun ");
    files.fault = (_what, path) => {
      if (path.includes("blobs")) fault("ENOSPC")();
    };
    for (const write of [
      () => store.blobs.append("logs/one", 6, "ended"),
      () => store.blobs.append("logs/two", 0, "begun"),
      () => store.blobs.put("plans/one", "plan"),
    ]) {
      await expect(write()).rejects.toThrow(BlobDiskError);
      await expect(write()).rejects.toThrow(/disk is full.*Free some space and send it again/);
    }
    store.transact((tx) => tx.insert(shelf("s1")));
    await store.flushed();
    files.fault = null;
    expect(await store.blobs.list("logs")).toEqual(["one"]);
    expect(await store.blobs.append("logs/two", 0, "begun")).toBe(5);
    expect(await store.blobs.append("logs/one", 6, "ended")).toBe(11);
    expect((await store.blobs.read("logs/one")).toString()).toBe("begun ended");
    expect(await store.blobs.list("plans")).toEqual([]);
    await store.close();
  });
});
