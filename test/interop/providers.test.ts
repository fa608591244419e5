/**
 * `random`, `time` and `local` of the engine and the real ones: states go to tofu and terraform and back, and functions and
 * commands say the same.
 */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseState, serializeState } from "../../engine/index.js";
import { toPlain } from "../../engine/values/index.js";
import recorded from "../engine/fixtures/providers.json" with { type: "json" };
import { cases, facts, filesOf as filesFor } from "../engine/fixtures/providers.mjs";
import { actions, Workspace } from "../engine/support.js";
import { temporaryFolder } from "../support/process.js";
import { describeWithEach, type Program } from "../support/programs.js";
import { PROVIDERS } from "./tools/programs.mjs";
import { succeed, Workdir } from "./workdir.js";

const missing = Object.values(PROVIDERS).find(({ built }) => !existsSync(built));
const PLATFORM = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;

/** A folder of configuration for the program, with the real providers. */
async function realWorkdir(program: Program, files: Readonly<Record<string, string>>): Promise<Workdir> {
  const mirror = temporaryFolder("mirror-");
  for (const { name, version, built } of Object.values(PROVIDERS)) {
    const registry = program.name === "tofu" ? "registry.opentofu.org" : "registry.terraform.io";
    const folder = join(mirror, registry, "hashicorp", name, version, PLATFORM);
    mkdirSync(folder, { recursive: true });
    symlinkSync(built, join(folder, `terraform-provider-${name}_v${version}`));
  }
  const settings = join(mirror, "cli.tfrc");
  writeFileSync(
    settings,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  const work = new Workdir({ url: "", token: "" }, program, { TF_CLI_CONFIG_FILE: settings });
  for (const [name, text] of Object.entries(files)) work.write(name, text);
  await succeed(work.run("init", "-no-color"));
  return work;
}

const changesOf = (plan: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(plan)
      .filter(([, action]) => action !== "no-op")
      .map(([address, action]) => [address, action.replace(",", " then ")]),
  );

interface Said {
  readonly summary: string;
  readonly range?: { readonly start: { readonly line: number } };
}

const READ_ONLY = `
resource "random_id" "a" {
  byte_length = 2
  hex         = "ab"
}
resource "time_static" "b" {
  unix = 5
}
data "local_file" "c" {
  filename = "given.txt"
  content  = "other"
}
`;

const FUNCTIONS = `
locals {
  moments = [
    "2024-02-29T23:59:59Z", "2021-01-03T00:00:00+02:00", "1969-12-31T23:59:59.5Z", "2020-12-31T12:00:00-11:30",
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
  ]
  seconds   = [0, 1709251199, -1, 253402300799]
  durations = ["1h30m", "-1.5h", "0", "1ns", "100ms1us", "20m0.25s", "2562047h47m16.854775807s"]
}
output "moments" {
  value = [for text in local.moments : provider::time::rfc3339_parse(text)]
}
output "seconds" {
  value = [for number in local.seconds : provider::time::unix_timestamp_parse(number)]
}
output "durations" {
  value = [for text in local.durations : provider::time::duration_parse(text)]
}
output "wrong" {
  value = [
    can(provider::time::rfc3339_parse("2024-02-30T00:00:00Z")), can(provider::time::rfc3339_parse("today")),
    can(provider::time::duration_parse("1 h")), can(provider::time::duration_parse("2562048h")),
    can(provider::time::unix_timestamp_parse(1.5)), can(provider::local::direxists("given.txt")),
  ]
}
output "folders" {
  value = [provider::local::direxists("."), provider::local::direxists("none"), provider::local::direxists(path.root)]
}
data "local_command" "plain" {
  command   = "printf"
  arguments = ["%s and %s", "one", null, "two"]
}
data "local_command" "fed" {
  command                  = "sh"
  arguments                = ["-c", "cat; pwd | sed 's#.*/##' >&2; exit 3"]
  stdin                    = "given"
  working_directory        = "inner"
  allow_non_zero_exit_code = true
}
output "commands" {
  value = [data.local_command.plain, data.local_command.fed]
}
resource "local_file" "inner" {
  filename = "inner/a.txt"
  content  = "a"
}
`;

describeWithEach(
  ({ title }) => `the providers random, time and local with ${title}`,
  (program) => {
    const skip = missing !== undefined;
    // Programs take providers from registries of their own, and a state names them.
    const filesOf = (text: string) => {
      const files = filesFor(text);
      if (program.name === "tofu") return files;
      return {
        ...files,
        "main.tf": files["main.tf"].replaceAll('"hashicorp/', '"registry.terraform.io/hashicorp/'),
      };
    };
    // What is missing is said in the name of the first test.
    const why = skip
      ? ` (skipped: node scripts/interop-tools.mjs ${missing.name} builds ${missing.title})`
      : "";

    it.skipIf(skip)(`have the recorded schemas${why}`, { timeout: 120_000 }, async () => {
      const work = await realWorkdir(program, filesOf(""));
      const { stdout } = await succeed(work.run("providers", "schema", "-json"));
      const all: Record<string, { resource_schemas?: object; data_source_schemas?: object }> =
        JSON.parse(stdout).provider_schemas;
      const of = (kind: "resource_schemas" | "data_source_schemas") =>
        Object.fromEntries(
          Object.values(all).flatMap((provider) =>
            Object.entries(provider[kind] ?? {}).map(([type, schema]) => [type, facts(schema)]),
          ),
        );
      expect(of("resource_schemas")).toEqual(recorded.resources);
      expect(of("data_source_schemas")).toEqual(recorded.dataSources);
      work.remove();
    });

    it.skipIf(skip).each(cases)(
      "take a state of the engine, change it, and hand it back: $what",
      { timeout: 180_000 },
      async ({ before, after }) => {
        const engine = new Workspace(filesOf(before));
        await engine.up();
        const work = await realWorkdir(program, filesOf(before));
        // Files lie where the state says: each folder has its own.
        const there = { data: join(engine.dir, "out"), here: join(work.path, "out") };
        if (existsSync(there.data)) symlinkSync(there.data, there.here);
        work.write("terraform.tfstate", serializeState(engine.state!));
        expect(changesOf(await work.plan())).toEqual({});
        expect(changesOf(await work.plan("-refresh=false"))).toEqual({});

        for (const [name, text] of Object.entries(filesOf(after))) work.write(name, text);
        engine.write(filesOf(after));
        const planned = await work.plan();
        const byEngine = Object.entries(actions(await engine.planned()));
        expect(changesOf(planned)).toEqual(
          Object.fromEntries(
            byEngine.map(([address, action]) => [address, action.replaceAll("-then-", " then ")]),
          ),
        );
        await work.apply();
        expect(changesOf(await work.plan())).toEqual({});

        engine.state = parseState(readFileSync(join(work.path, "terraform.tfstate"), "utf8"));
        expect(actions(await engine.planned())).toEqual({});
        work.remove();
      },
    );

    it.skipIf(skip)("refuse read-only attributes in the same words", { timeout: 120_000 }, async () => {
      const files = filesOf(READ_ONLY);
      const work = await realWorkdir(program, files);
      const real: readonly Said[] = JSON.parse((await work.run("validate", "-json")).stdout).diagnostics;
      const { diagnostics } = await new Workspace(files).plan();
      const places = (all: readonly Said[]) =>
        all.map(({ summary, range }) => `${range?.start.line}: ${summary}`).sort();
      expect(places(real)).toHaveLength(3);
      expect(places(diagnostics as readonly Said[])).toEqual(places(real));
      work.remove();
    });

    it.skipIf(skip || program.name === "terraform")(
      "say the same in functions and of commands",
      { timeout: 120_000 },
      async () => {
        const files = filesOf(FUNCTIONS);
        const engine = new Workspace(files);
        mkdirSync(join(engine.dir, "inner"));
        const { outputs } = await engine.up();
        const work = await realWorkdir(program, files);
        mkdirSync(join(work.path, "inner"));
        await succeed(work.run("apply", "-auto-approve", "-no-color"));
        const real = JSON.parse((await succeed(work.run("output", "-json"))).stdout);
        for (const [name, { value }] of Object.entries(real as Record<string, { value: unknown }>))
          expect(toPlain(outputs[name]!.value.unmarkDeep()), name).toEqual(value);
        work.remove();
      },
    );
  },
);
