/** Who holds a state: one at a time, until it is closed or the process ends; written whole or not at all. */
import { existsSync, linkSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyState, openLocalState, parseState, StateLockedError } from "../../engine/index.js";
import { lockByFile } from "../../engine/state/lock-by-file.js";
import { temporaryFolder } from "../support/process.js";

const operation = "OperationTypeApply";
const infoOf = (path: string) => join(path, "..", `.${basename(path)}.lock.info`);
const statePath = () => join(temporaryFolder("lock-"), "terraform.tfstate");

describe("a local state", () => {
  test("is locked while open, private, and backed up", async () => {
    const path = join(temporaryFolder("lock-"), "inner", "terraform.tfstate");
    const first = await openLocalState(path, operation);
    expect(first.state).toBeNull();
    expect(JSON.parse(readFileSync(infoOf(path), "utf8"))).toMatchObject({
      Path: path,
      Operation: operation,
      Pid: process.pid,
    });
    await expect(openLocalState(path, operation)).rejects.toThrow(StateLockedError);
    await expect(openLocalState(path, operation)).rejects.toThrow(
      `The state ${path} is in use by process ${process.pid} of `,
    );
    await first.write({ ...emptyState(), serial: 1 });
    await expect(openLocalState(path, operation)).rejects.toThrow(StateLockedError);
    await first.write({ ...emptyState(), serial: 2 });
    await expect(openLocalState(path, operation)).rejects.toThrow(StateLockedError);
    await first.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const second = await openLocalState(path, operation);
    expect(second.state!.serial).toBe(2);
    await second.write({ ...second.state!, serial: 3 });
    await second.close();
    expect(parseState(readFileSync(`${path}.backup`, "utf8")).serial).toBe(2);
    expect(readdirSync(join(path, "..")).sort()).toEqual(["terraform.tfstate", "terraform.tfstate.backup"]);
  });

  test("that is not written leaves nothing behind", async () => {
    const path = statePath();
    await (await openLocalState(path, operation)).close();
    expect(readdirSync(join(path, ".."))).toEqual([]);
  });

  test("is a whole file at every moment, and the same file in the end", async () => {
    const path = statePath();
    writeFileSync(path, JSON.stringify(emptyState()));
    const { ino } = statSync(path);
    const state = await openLocalState(path, operation);
    await state.write({ ...emptyState(), serial: 1 });
    // A half-written text can only be in a file that has another name.
    expect(statSync(path).ino).not.toBe(ino);
    expect(parseState(readFileSync(path, "utf8")).serial).toBe(1);
    await state.close();
    expect(statSync(path).ino).toBe(ino);
    expect(parseState(readFileSync(path, "utf8")).serial).toBe(1);
  });

  test("that holds no state is refused, and not held", async () => {
    const path = statePath();
    writeFileSync(path, "{");
    await expect(openLocalState(path, operation)).rejects.toThrow(`The state ${path} cannot be read`);
    await expect(openLocalState(path, operation)).rejects.toThrow(`The state ${path} cannot be read`);
    expect(existsSync(infoOf(path))).toBe(false);
  });

  test("can be opened after a process that was killed, whatever that left beside it", async () => {
    const path = statePath();
    writeFileSync(path, JSON.stringify({ ...emptyState(), serial: 4 }));
    writeFileSync(infoOf(path), JSON.stringify({ ID: "x", Who: "ann@elsewhere", Pid: 1 }));
    linkSync(path, join(path, "..", ".terraform.tfstate.locked"));
    const state = await openLocalState(path, operation);
    await state.write({ ...state.state!, serial: 5 });
    await state.close();
    expect(parseState(readFileSync(path, "utf8")).serial).toBe(5);
    expect(readdirSync(join(path, "..")).sort()).toEqual(["terraform.tfstate", "terraform.tfstate.backup"]);
  });
});

describe("where the operating system locks no files", () => {
  test("the file that says who holds the state is the lock", async () => {
    const path = statePath();
    const lock = await lockByFile(path, operation);
    await expect(lockByFile(path, operation)).rejects.toThrow(/in use by .* remove .*lock\.info/);
    await lock.write("{}");
    await lock.release();
    expect(readFileSync(path, "utf8")).toBe("{}");
    await (await lockByFile(path, operation)).release();
  });

  test("what a killed process left behind does not hold, what somebody else wrote does", async () => {
    const path = statePath();
    const lock = await lockByFile(path, operation);
    const info = JSON.parse(readFileSync(infoOf(path), "utf8"));
    await lock.release();
    writeFileSync(infoOf(path), JSON.stringify({ ...info, Pid: 2 ** 22 - 1 }));
    await (await lockByFile(path, operation)).release();
    writeFileSync(infoOf(path), JSON.stringify({ ...info, Pid: undefined }));
    await expect(lockByFile(path, operation)).rejects.toThrow(StateLockedError);
  });
});
