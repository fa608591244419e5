import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isInside, isSafeName, readInside } from "../../files/inside.js";
import { temporaryFolder } from "../support/process.js";
import { canSwitchUser, needsRoot, SECOND_USER } from "../support/second-user.js";

describe("a name that comes from elsewhere", () => {
  it.each(["task-4k2m", "sbx_1", "A"])("%s is safe", (name) => expect(isSafeName(name)).toBe(true));
  it.each(["", ".", "..", "../x", "a/b", "a\\b", "-rf", "a\0b", "a.b", "a\n", "x".repeat(129), 5, null])(
    "%j is not",
    (name) => expect(isSafeName(name)).toBe(false),
  );
});

describe("a path that comes from elsewhere", () => {
  it.each(["out/state", "a"])("%s stays inside", (path) => expect(isInside(path)).toBe(true));
  it.each(["", "/etc/passwd", "../x", "a/../../x", "a\\..\\..\\x", "a\0", null])("%j does not", (path) =>
    expect(isInside(path)).toBe(false),
  );
});

describe("a file below a folder", () => {
  const folderWith = () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "in", "deep"), { recursive: true });
    mkdirSync(join(root, "outside"));
    writeFileSync(join(root, "outside", "secret"), "secret");
    writeFileSync(join(root, "in", "deep", "file"), "text");
    return { root, folder: join(root, "in") };
  };

  it("is read, by its relative or absolute path", async () => {
    const { folder } = folderWith();
    expect(String(await readInside(folder, "deep/file"))).toBe("text");
    expect(String(await readInside(folder, join(folder, "deep/file")))).toBe("text");
  });

  it("is not read through a link, at its end or on the way, nor from outside", async () => {
    const { root, folder } = folderWith();
    symlinkSync(join(root, "outside", "secret"), join(folder, "link"));
    symlinkSync(join(root, "outside"), join(folder, "way"));
    symlinkSync("file", join(folder, "deep", "near"));
    await expect(readInside(folder, "link")).rejects.toThrow(/ELOOP/);
    await expect(readInside(folder, "deep/near")).rejects.toThrow(/ELOOP/);
    await expect(readInside(folder, "way/secret")).rejects.toThrow(/reached through a link/);
    await expect(readInside(folder, "../outside/secret")).rejects.toThrow(/is not below/);
    await expect(readInside(folder, join(root, "outside", "secret"))).rejects.toThrow(/is not below/);
  });

  it.skipIf(process.platform === "win32")("is a regular file: a pipe is not waited for", async () => {
    const { folder } = folderWith();
    execFileSync("mkfifo", [join(folder, "pipe")]);
    await expect(readInside(folder, "pipe")).rejects.toThrow(/not a regular file/);
    await expect(readInside(folder, "deep")).rejects.toThrow(/not a regular file/);
  });

  it.runIf(canSwitchUser)(`is its owner's${needsRoot}`, async () => {
    const { folder } = folderWith();
    chownSync(join(folder, "deep", "file"), SECOND_USER, SECOND_USER);
    await expect(readInside(folder, "deep/file")).rejects.toThrow(/belongs to user 61777, not to 0/);
    expect(String(await readInside(folder, "deep/file", SECOND_USER))).toBe("text");
  });
});
