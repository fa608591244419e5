import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { thisProcess } from "../../files/holder.js";
import { FolderLockedError } from "../../simulator/platform/store/index.js";
import { open, temporaryFolder } from "./folder.js";
import { shelf } from "./model.js";

const STORE = join(import.meta.dirname, "../../dist/simulator/platform/store/index.js");

/** A process that holds the folder, after it has written something there. */
async function holder(dir: string) {
  const script = `
    import { openStore } from ${JSON.stringify(STORE)};
    const store = await openStore({ dir: ${JSON.stringify(dir)}, schema: { shelves: {}, books: {} } });
    store.transact((tx) => tx.insert({ type: "shelves", id: "held", name: "held" }));
    await store.flushed();
    console.log("open");
    setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(createInterface({ input: child.stdout }), "line");
  return child;
}

describe("a data folder belongs to one process", () => {
  test("another is refused, and told which one owns it", async () => {
    const dir = temporaryFolder();
    const child = await holder(dir);
    const error = await open(dir).catch((reason) => reason);
    expect(error).toBeInstanceOf(FolderLockedError);
    expect(error).toMatchObject({ folder: dir, pid: child.pid });
    const used = `The data folder ${dir} is in use by process ${child.pid}; stop it, or choose another folder.`;
    // Windows does not show when a process started.
    if (process.platform === "win32") expect(error.message.startsWith(used)).toBe(true);
    else expect(error.message).toBe(used);
  });

  test("a killed owner's folder is taken over at once, with what it had written", async () => {
    const dir = temporaryFolder();
    const child = await holder(dir);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    const store = await open(dir);
    expect([...store.all("shelves")].map(({ id }) => id)).toEqual(["held"]);
    await store.close();
  });

  test.skipIf(process.platform === "win32")(
    "a process that only has the number of a dead owner is not taken for it",
    async () => {
      const dir = temporaryFolder();
      await (await open(dir)).close();
      writeFileSync(
        join(dir, "owner.json"),
        JSON.stringify({ pid: process.pid, host: hostname(), started: "1" }),
      );
      const store = await open(dir);
      store.transact((tx) => tx.insert(shelf("s1")));
      expect(JSON.parse(readFileSync(join(dir, "owner.json"), "utf8"))).toEqual(thisProcess());
      await store.close();
    },
  );

  test("an owner that cannot be read is named, and what to do about it", async () => {
    const dir = temporaryFolder();
    await holder(dir);
    const owner = join(dir, "owner.json");
    writeFileSync(owner, "{rubbish");
    const error = await open(dir).catch((reason) => reason);
    expect(error).toBeInstanceOf(FolderLockedError);
    expect(error).toMatchObject({ folder: dir, pid: null });
    expect(error.message).toBe(
      `The data folder ${dir} is in use: a process renews its lock, and ${owner}, which should say which process, ` +
        "cannot be read. Stop that process, or choose another folder.",
    );
  });

  test("only one of several that start at once gets it, also after a crash", async () => {
    const dir = temporaryFolder();
    const child = await holder(dir);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => open(dir)));
    const opened = results.filter((result) => result.status === "fulfilled");
    expect(opened).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toBeInstanceOf(FolderLockedError);
    await opened[0]!.value.close();
    expect(existsSync(join(dir, "owner.json"))).toBe(false);
  });
});
