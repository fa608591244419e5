/** `fmt` lays files out as the real tofu does, and `graph` draws what the real one draws between resources. */
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { builtinProviderFactories } from "../../engine/builtin/index.js";
import { configurationGraph, formatSource } from "../../engine/index.js";
import { cleanEnvironment } from "../cli/support.js";
import { taken } from "../engine/fixtures/support.mjs";
import { layouts } from "../engine/layouts.js";
import { type Files, Workspace } from "../engine/support.js";
import { describeWithTofu, tofu } from "../support/tofu.js";

const root = join(import.meta.dirname, "..", "..");

/** Every file of the native syntax in the examples and the tests. */
function nativeFiles(): string[] {
  return ["examples", "test", "docs"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(tf|tofu|tfvars)$/.test(name) && !name.includes("node_modules"))
      .map((name) => join(root, folder, name)),
  );
}

const format = (file: string, text: string) => formatSource(file, Buffer.from(text)).formatted?.toString();

const byTofu = (text: string): string =>
  execFileSync(tofu!, ["fmt", "-"], { input: text, env: cleanEnvironment(), encoding: "utf8" });

const shaken = (text: string): string =>
  text
    .split("\n")
    .map((line) =>
      /<<|^\s*(EOT|%|\$|$)/.test(line) ? line : line.replace(/^\s*/, " ").replace(/ += +(?![>=])/, "   =  "),
    )
    .join("\n");

describeWithTofu("fmt", () => {
  const files = nativeFiles();
  it("is compared on a good number of files", () => expect(files.length).toBeGreaterThan(20));

  it.each(files.map((file) => relative(root, file)))("%s", (file) => {
    const text = readFileSync(join(root, file), "utf8");
    // Files with mistakes are left as they are; tofu says so too.
    const made = format(file, text);
    if (made !== undefined) expect(made).toBe(byTofu(text));
    if (made === undefined || text.includes("<<")) return;
    expect(format(file, shaken(text))).toBe(byTofu(shaken(text)));
  });

  it.each(layouts)("%j", (text) => {
    const made = format("x.tf", text);
    expect(made).toBe(byTofu(text));
    expect(format("x.tf", made!)).toBe(made);
  });
});

describeWithTofu("graph", () => {
  const configurations = (taken as { what: string; files: Files }[]).filter(
    ({ files }) => !/null|random|time_|local_|scalr/.test(Object.values(files).join("\n")),
  );

  it.each(configurations)(
    "has the resources of tofu, each before what needs it: $what",
    async ({ files }) => {
      const { dir } = new Workspace(files);
      const run = (...args: string[]) =>
        spawnSync(tofu!, args, { cwd: dir, env: cleanEnvironment(), encoding: "utf8" });
      run("init");
      const theirs = reach(run("graph").stdout);
      const { text } = await configurationGraph({ dir, providers: builtinProviderFactories });
      const ours = reach(text!);
      expect(ours).toEqual(theirs);
    },
  );
});

/** Of each resource, the resources that an arrow or several lead to. */
function reach(dot: string): Record<string, string[]> {
  const needs = new Map<string, Set<string>>();
  const text = '"((?:[^"\\\\]|\\\\.)*)"';
  for (const [, from, to] of dot.matchAll(new RegExp(`${text} -> ${text}`, "g")))
    needs.set(from!, (needs.get(from!) ?? new Set()).add(to!));
  const boxes = new Map(
    [...dot.matchAll(new RegExp(`${text} \\[(?:label = ${text}, )?shape = "box"`, "g"))].map(
      ([, id, label]) => [id!, label ?? id!],
    ),
  );
  const below = (id: string, seen = new Set<string>()): Set<string> => {
    for (const next of needs.get(id) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      below(next, seen);
    }
    return seen;
  };
  const needed = (id: string) => [...below(id)].flatMap((other) => boxes.get(other) ?? []).sort();
  return Object.fromEntries([...boxes].map(([id, label]) => [label, needed(id)]));
}
