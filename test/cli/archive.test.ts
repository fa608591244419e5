import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { list } from "tar";
import { expect, onTestFinished, test } from "vitest";
import { packagedFiles, packageFolder } from "../../cli/runs/archive.js";

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "scalr-sandbox-archive-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test("what never belongs to a configuration stays out", async () => {
  const folder = folderOf({
    "main.tf": "",
    "modules/net/main.tf": "",
    ".git/HEAD": "",
    ".terraform/plugin": "",
    ".scalr-sandbox/admin-token": "secret",
    "node_modules/x/index.js": "",
    "terraform.tfstate": "{}",
    "terraform.tfstate.backup": "{}",
    "deep/.terraform/plugin": "",
  });
  expect(await packagedFiles(folder)).toEqual(["main.tf", "modules/net/main.tf"]);
});

test(".gitignore files decide, each for its own folder, and deeper ones win", async () => {
  const folder = folderOf({
    ".gitignore": "*.log\n/build\n",
    "main.tf": "",
    "a.log": "",
    "build/x": "",
    "sub/.gitignore": "!keep.log\nlocal.tf\n",
    "sub/keep.log": "",
    "sub/other.log": "",
    "sub/local.tf": "",
    "sub/build/x.tf": "",
  });
  expect(await packagedFiles(folder)).toEqual([
    ".gitignore",
    "main.tf",
    "sub/.gitignore",
    "sub/build/x.tf",
    "sub/keep.log",
  ]);
});

test("an ignored folder is not entered, whatever a .gitignore in it says", async () => {
  const folder = folderOf({
    ".gitignore": "cache/\n",
    "cache/.gitignore": "!*\n",
    "cache/x.tf": "",
    "sub/cache": "this is a file",
  });
  expect(await packagedFiles(folder)).toEqual([".gitignore", "sub/cache"]);
});

test(".terraformignore alone decides where there is one", async () => {
  const folder = folderOf({
    ".terraformignore": "secret.tf\n",
    ".gitignore": "generated.tf\n",
    "generated.tf": "",
    "secret.tf": "",
  });
  expect(await packagedFiles(folder)).toEqual([".gitignore", ".terraformignore", "generated.tf"]);
});

test("the same files give the same bytes, and links stay links", async () => {
  const files = { "main.tf": "locals {}\n", "sub/x.tf": "" };
  const [one, two] = [folderOf(files), folderOf(files)];
  for (const folder of [one, two]) symlinkSync("main.tf", join(folder, "link.tf"));
  const [first, second] = await Promise.all([packageFolder(one), packageFolder(two)]);
  expect(first.archive.equals(second.archive)).toBe(true);
  const path = join(one, "archive.tar.gz");
  writeFileSync(path, first.archive);
  const entries: string[] = [];
  await list({ file: path, onReadEntry: (entry) => entries.push(`${entry.type} ${entry.path}`) });
  expect(entries).toEqual(["SymbolicLink link.tf", "File main.tf", "File sub/x.tf"]);
});

test.each([
  ["/etc/hostname", "absolute"],
  ["../outside", "upwards"],
])("a link that leaves the folder is refused by name (%s, %s)", async (target) => {
  const folder = folderOf({ "main.tf": "" });
  symlinkSync(target, join(folder, "away"));
  await expect(packageFolder(folder)).rejects.toThrow(`${join(folder, "away")} is a link to ${target}`);
});

test("what is neither file, folder nor link is refused by name", async () => {
  const folder = folderOf({ "main.tf": "" });
  execFileSync("mkfifo", [join(folder, "pipe")]);
  await expect(packageFolder(folder)).rejects.toThrow(`${join(folder, "pipe")} is neither a file`);
});

test("a folder that is not there, or holds nothing, is refused", async () => {
  await expect(packageFolder("/nowhere/at/all")).rejects.toThrow("There is no folder /nowhere/at/all");
  await expect(packageFolder(folderOf({ "terraform.tfstate": "" }))).rejects.toThrow(
    "has no files to upload",
  );
  const file = join(folderOf({ "main.tf": "" }), "main.tf");
  await expect(packageFolder(file)).rejects.toThrow(`${file} is not a folder.`);
});

test("a link to a folder stands for the folder", async () => {
  const folder = folderOf({ "main.tf": "# of a link" });
  const link = join(folderOf({}), "link");
  symlinkSync(folder, link);
  expect(await packageFolder(link)).toEqual(await packageFolder(folder));
});
