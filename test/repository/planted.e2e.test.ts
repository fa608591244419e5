import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/process.js";

const root = join(import.meta.dirname, "../..");

/** A copy of this clone, to plant something wrong in. */
function copy(): string {
  const folder = temporaryFolder("planted-");
  const list = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const files = execFileSync("git", list, { cwd: root, encoding: "utf8" }).split("\n");
  for (const file of files.filter((each) => each !== "" && existsSync(join(root, each)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(root, file), join(folder, file));
  }
  for (const made of ["node_modules", "provider/bindings"])
    symlinkSync(join(root, made), join(folder, made), "junction");
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  return folder;
}

/** Runs a script of package.json in a folder. */
function script(folder: string, name: string, ...args: readonly string[]) {
  const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const [program, ...rest] = String(scripts[name]).split(" ");
  const bin = { vitest: "node_modules/vitest/vitest.mjs" }[program!]!;
  return spawnSync(process.execPath, [bin, ...rest, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
    maxBuffer: 2 ** 26,
  });
}

describe("npm run check", () => {
  it("fails on a circle, an arrow that leads up, an export that nobody uses, and generated files that were edited", {
    timeout: 240_000,
  }, () => {
    const folder = copy();
    const plant = (file: string, text: string) => writeFileSync(join(folder, file), text);
    const edit = (file: string) =>
      plant(file, `${readFileSync(join(folder, file), "utf8")}\nEdited by hand.\n`);
    plant("simulator/pools/planted-one.ts", 'import "./planted-two.js";\nexport const one = 1;\n');
    plant("simulator/pools/planted-two.ts", 'import "./planted-one.js";\nexport const two = 2;\n');
    plant("simulator/core/planted-up.ts", 'import "../pools/pool-rules.js";\nexport const up = 1;\n');
    const generated = ["docs/reference/rules.md", "docs/reference/cli.md", "docs/reference/fidelity.md"];
    generated.push("docs/reference/provider.md");
    for (const file of generated) edit(file);
    const engine = "docs/reference/engine.md";
    plant(
      engine,
      readFileSync(join(folder, engine), "utf8").replace(/(: taken -->\n)/, "$1- edited by hand\n"),
    );
    const tables = "simulator/platform/contract/tables.ts";
    plant(tables, `${readFileSync(join(folder, tables), "utf8")}// edited\n`);

    expect(script(root, "check:structure", "--version").status).toBe(0);
    const report = join(folder, "report.json");
    const { status, stdout, stderr } = script(
      folder,
      "check:structure",
      "--reporter=json",
      `--outputFile=${report}`,
    );
    expect(status, stdout + stderr).toBe(1);
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
      testResults: { assertionResults: { status: string; title: string }[] }[];
    };
    const failed = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter((each) => each.status === "failed");
    expect(failed.map(({ title }) => title).sort()).toEqual(
      [
        "there is none between files, but the mutual recursion of a grammar",
        // The arrow that leads up closes a circle too, for the rooms below it are known up there.
        "there is none between folders",
        "there is none between the rooms of a top-level folder",
        "are on levels, and no import leads up",
        // What the planted files export.
        "are each used by another file",
        "docs/reference/rules.md is current (npm run docs:api)",
        "the generated reference is what the commands' definitions make; else run `npm run docs:cli`",
        "docs/reference/engine.md is current (npm run docs:engine)",
        "docs/reference/fidelity.md is current (npm run docs:fidelity)",
        'docs/provider and docs/reference/provider.md are what "npm run docs:provider" makes',
        "the contract's module is current (npm run contract)",
      ].sort(),
    );
  });
});

describe("npm run check:features", () => {
  it("fails for each feature that the kernel imports, and for one without a line", {
    timeout: 240_000,
  }, () => {
    const folder = copy();
    const check = () =>
      spawnSync(process.execPath, ["scripts/check-features.mjs"], { cwd: folder, encoding: "utf8" });
    const names = readdirSync(join(root, "simulator/features"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    for (const name of names)
      writeFileSync(
        join(folder, `simulator/agents/planted-${name}.ts`),
        `export * from "../features/${name}/index.js";\n`,
      );
    const crossing = check();
    expect(crossing.status, crossing.stdout + crossing.stderr).toBe(1);
    for (const name of names) {
      expect(crossing.stdout).toContain(`without ${name}: failed (types), `);
      expect(crossing.stderr).toContain(`simulator/agents/planted-${name}.ts(1,15): error TS2307`);
    }

    mkdirSync(join(folder, "simulator/features/planted"));
    const unlisted = check();
    expect(unlisted.status).toBe(1);
    expect(unlisted.stderr).toContain(
      "simulator/features.ts has 0 lines for feature 'planted'. Give it one.",
    );
  });
});
