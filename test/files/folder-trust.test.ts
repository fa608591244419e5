import { chmodSync, chownSync, lchownSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Access, checkFolder, safeFolder } from "../../files/folder-trust.js";
import { temporaryFolder } from "../support/process.js";
import { canSwitchUser, needsRoot, SECOND_USER } from "../support/second-user.js";

const modeOf = (path: string) => lstatSync(path).mode & 0o7777;

/** A folder `a/b` with the modes of both, in a folder of the test's own. */
function nested(parent: number, folder: number): string {
  const path = join(temporaryFolder(), "a", "b");
  mkdirSync(path, { recursive: true });
  chmodSync(path, folder);
  chmodSync(join(path, ".."), parent);
  return path;
}

const refusal = (path: string, access: Access): string | null => {
  try {
    checkFolder(path, access);
    return null;
  } catch (error) {
    return (error as Error).message.replace(path, "FOLDER").replaceAll(join(path, ".."), "PARENT");
  }
};

describe("a folder", () => {
  it("is made with its parents, for its user alone", () => {
    const path = join(temporaryFolder(), "x", "y", "z");
    expect(safeFolder(path, "private")).toBe(path);
    expect([path, join(path, ".."), join(path, "../..")].map(modeOf)).toEqual([0o700, 0o700, 0o700]);
    expect(safeFolder(path, "private")).toBe(path);
  });

  it.each<[what: string, parent: number, folder: number, access: Access, reason: RegExp | null]>([
    ["is private", 0o755, 0o700, "private", null],
    ["is in a folder that others may write to, and is sticky", 0o1777, 0o700, "private", null],
    [
      "is in a folder that others may write to",
      0o777,
      0o700,
      "private",
      /other users may write to PARENT \(mode 0777\)/,
    ],
    [
      "can be read by others",
      0o755,
      0o755,
      "private",
      /other users have access to it \(mode 0755\).*chmod 700 /,
    ],
    ["can be read by others, and was named by its user", 0o755, 0o755, "own", null],
    [
      "can be written by others",
      0o755,
      0o777,
      "own",
      /other users may write to it \(mode 0777\).*chmod go-w /,
    ],
    [
      "can be written by others, sticky or not",
      0o755,
      0o1777,
      "own",
      /other users may write to it \(mode 1777\)/,
    ],
    ["holds programs that others can replace", 0o755, 0o777, "readable", /other users may write to it/],
  ])("that %s: parent %o, folder %o, %s", (_what, parent, folder, access, reason) => {
    const said = refusal(nested(parent, folder), access);
    if (reason === null) expect(said).toBeNull();
    else expect(said).toMatch(reason);
  });

  it("that is a link is refused, wherever it leads; a link of one's own on the way is followed and checked", () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "real", "in"), { recursive: true, mode: 0o700 });
    symlinkSync(join(root, "real"), join(root, "link"));
    expect(refusal(join(root, "link"), "own")).toMatch(/it is a link/);
    expect(refusal(join(root, "link", "in"), "own")).toBeNull();
    chmodSync(join(root, "real"), 0o777);
    expect(refusal(join(root, "link", "in"), "own")).toMatch(/other users may write to .*real \(mode 0777\)/);
    symlinkSync("loop", join(root, "loop"));
    expect(refusal(join(root, "loop", "in"), "own")).toMatch(/form a loop/);
  });

  it("that is a file, or is not there, is refused", () => {
    const root = temporaryFolder();
    writeFileSync(join(root, "file"), "");
    expect(refusal(join(root, "file"), "own")).toMatch(/it is not a folder/);
    expect(refusal(join(root, "nothing"), "own")).toMatch(/there is no such folder/);
  });

  it("that cannot be made says why at once, also below /proc", () => {
    if (process.platform === "linux")
      expect(() => safeFolder("/proc/nothing/at/all", "own")).toThrow(/ENOENT|EACCES|EPERM/);
  });
});

describe.runIf(canSwitchUser)(`a folder of another user${needsRoot}`, () => {
  it("is refused, as is one in it, and one that another user's link leads to", () => {
    const root = temporaryFolder();
    chmodSync(root, 0o1777);
    const theirs = join(root, "theirs");
    mkdirSync(join(theirs, "mine"), { recursive: true, mode: 0o700 });
    chownSync(theirs, SECOND_USER, SECOND_USER);
    symlinkSync("/root", join(root, "link"));
    lchownSync(join(root, "link"), SECOND_USER, SECOND_USER);
    expect(refusal(theirs, "own")).toMatch(/it belongs to user 61777, and this program runs as user 0/);
    expect(refusal(join(theirs, "mine"), "own")).toMatch(/belongs to user 61777, who could replace it/);
    expect(refusal(join(root, "link", "x"), "own")).toMatch(/PARENT on the way to it belongs to user 61777/);
  });
});
