import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { locateStacks } from "../../cli/stacks/locate.js";
import { temporaryFolder } from "../support/process.js";
import { cleanEnvironment } from "./support.js";

type Files = Readonly<Record<string, string | object>>;

function folderOf(files: Files): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

const locate = (
  folder: string,
  options: { only?: string[]; statePath?: string; signal?: AbortSignal } = {},
) =>
  locateStacks(folder, {
    env: cleanEnvironment(),
    signal: options.signal ?? new AbortController().signal,
    debug: false,
    only: options.only ?? [],
    statePath: options.statePath,
  });

/** A manifest of stacks by name, each with those it depends on. */
function synthesized(stacks: Readonly<Record<string, readonly string[]>>): Files {
  const names = Object.entries(stacks);
  const entries = names.map(([name, dependencies]) => [
    name,
    {
      name,
      dependencies,
      synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
      workingDirectory: `stacks/${name}`,
    },
  ]);
  return {
    "manifest.json": { version: "0.21.0", stacks: Object.fromEntries(entries) },
    ...Object.fromEntries(names.map(([name]) => [`stacks/${name}/cdk.tf.json`, {}])),
  };
}

describe("what cannot be located is named, with what to do", () => {
  test.each([
    ["an empty folder", {}, "has nothing to apply"],
    ["cdktf.json that is not JSON", { "cdktf.json": "{app:" }, "cdktf.json is not valid JSON"],
    ["cdktf.json without an app", { "cdktf.json": {} }, 'has no "app"'],
    ["an app that writes nothing", { "cdktf.json": { app: "true" } }, "Does it call app.synth()?"],
    [
      "an app that throws",
      {
        "cdktf.json": { app: "node main.mjs" },
        "main.mjs": "throw new Error('no such region: atlantis');\n",
      },
      "Error: no such region: atlantis",
    ],
    ["an app that is not there", { "cdktf.json": { app: "no-such-program-1" } }, "no-such-program-1"],
    [
      "a backend that is not local",
      { "cdk.tf.json": { terraform: { backend: { s3: { bucket: "x" } } } } },
      'keeps its state in a "s3" backend',
    ],
    ["stacks in a circle", synthesized({ a: ["b"], b: ["a"] }), "in a cycle: a -> b -> a"],
  ] as [string, Files, string][])("%s", async (_, files, message) => {
    const failure = await locate(folderOf(files)).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(Error);
    expect((failure as Error).message).toContain(message);
    expect((failure as Error).message).not.toMatch(/\n\s+at /);
  });

  test("a folder that is not there, and one that is a file", async () => {
    const folder = folderOf({ file: "" });
    await expect(locate(join(folder, "none"))).rejects.toThrow(`There is no folder ${join(folder, "none")}.`);
    await expect(locate(join(folder, "file"))).rejects.toThrow(`${join(folder, "file")} is not a folder.`);
  });

  test("a stack that is not there", async () => {
    await expect(locate(folderOf(synthesized({ a: [], b: [] })), { only: ["c"] })).rejects.toThrow(
      'There is no stack "c". There are: a, b.',
    );
  });

  test("one state file for several stacks", async () => {
    await expect(locate(folderOf(synthesized({ a: [], b: [] })), { statePath: "x" })).rejects.toThrow(
      "Add --stack",
    );
  });
});

test("stacks come after those they depend on, each with a state of its own beside the app", async () => {
  const folder = folderOf({
    "cdktf.json": { app: "true" },
    ...prefixed("cdktf.out", synthesized({ web: ["net"], net: [] })),
  });
  const stacks = await locate(folder);
  expect(stacks.map(({ name, statePath }) => [name, statePath])).toEqual([
    ["net", join(folder, "terraform.net.tfstate")],
    ["web", join(folder, "terraform.web.tfstate")],
  ]);
});

test("a synthesized stack keeps its state where its own local backend says", async () => {
  const folder = folderOf({
    "cdktf.json": { app: "true", output: "out" },
    ...prefixed("out", synthesized({ net: [] })),
    "out/stacks/net/cdk.tf.json": { terraform: { backend: { local: { path: "states/net.tfstate" } } } },
  });
  expect((await locate(folder))[0]?.statePath).toBe(join(folder, "states/net.tfstate"));
});

test("the app's command is told where to write, and its context", async () => {
  const folder = folderOf({
    "cdktf.json": { app: "node main.cjs", output: "out", context: { region: "eu" } },
    "main.cjs": `const fs = require("node:fs");
      fs.writeFileSync("seen", process.env.CDKTF_OUTDIR + " " + process.env.CDKTF_CONTEXT_JSON);
      fs.writeFileSync(process.env.CDKTF_OUTDIR + "/manifest.json", '{"stacks":{}}');`,
  });
  expect(await locate(folder)).toEqual([]);
  const { readFileSync } = await import("node:fs");
  expect(readFileSync(join(folder, "seen"), "utf8")).toBe(`${join(folder, "out")} {"region":"eu"}`);
});

test("an app that continues forever ends when the command is interrupted", async () => {
  const controller = new AbortController();
  const folder = folderOf({ "cdktf.json": { app: "sleep 60" } });
  setTimeout(() => controller.abort(new Error("stop")), 200);
  await expect(locate(folder, { signal: controller.signal })).rejects.toThrow("stop");
});

function prefixed(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [join(folder, path), content]));
}
