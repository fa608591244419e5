/** `random`, `time` and `local` have the schemas, states and plans of the real ones, as tofu recorded them. */
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "bcryptjs";
import { describe, expect, test } from "vitest";
import { builtinProviderFactories } from "../../engine/builtin/index.js";
import { createTimeProvider } from "../../engine/builtin/time/index.js";
import { parseState } from "../../engine/index.js";
import { typeToJson } from "../../engine/values/index.js";
import recorded from "./fixtures/providers.json" with { type: "json" };
import { cases, facts, filesOf } from "./fixtures/providers.mjs";
import { actions, explain, Workspace } from "./support.js";

const own = ["random", "time", "local"].map((name) =>
  builtinProviderFactories[`registry.opentofu.org/hashicorp/${name}`]!({ dir: "." }),
);

function ownFacts(kind: "resources" | "dataSources") {
  const all = own.flatMap(({ schema }) => Object.entries(schema[kind]));
  return Object.fromEntries(
    all.map(([type, { version, block }]) => [
      type,
      facts({
        version,
        block: {
          attributes: Object.fromEntries(
            Object.entries(block.attributes).map(([name, { type, ...rest }]) => [
              name,
              { ...rest, type: typeToJson(type) },
            ]),
          ),
        },
      }),
    ]),
  );
}

describe("schemas", () => {
  test("of resources are the recorded ones", () => {
    expect(ownFacts("resources")).toEqual(recorded.resources);
  });

  test("of data sources too", () => {
    expect(ownFacts("dataSources")).toEqual(recorded.dataSources);
  });
});

/** What the values are not needed for: the resources, their attributes, and what is sensitive. */
const shapeOf = (state: object) =>
  (state as (typeof recorded.cases)[number]["state"]).resources.map(
    ({ mode, type, name, provider, instances }) => [
      [mode, type, name, provider],
      instances.map(({ schema_version, attributes, ...rest }) => [
        schema_version,
        Object.entries(attributes).map(([attribute, value]) => [
          attribute,
          value === null ? null : typeof value,
        ]),
        // tofu does not note what the schemas of data sources call sensitive.
        mode === "managed" && "sensitive_attributes" in rest ? rest.sensitive_attributes : [],
        "private" in rest ? rest.private : undefined,
      ]),
    ],
  );

describe.each(cases.map((one, index) => ({ ...one, real: recorded.cases[index]! })))("$what", (one) => {
  test("continues from the real state without a change, and has such a state itself", async () => {
    const workspace = new Workspace(filesOf(one.before));
    await workspace.up();
    expect(shapeOf(workspace.state!)).toEqual(shapeOf(one.real.state));
    workspace.state = parseState(JSON.stringify(one.real.state));
    expect(actions(await workspace.planned())).toEqual({});
  });

  test("is changed as by tofu", async () => {
    const workspace = new Workspace(filesOf(one.before));
    await workspace.up();
    workspace.write(filesOf(one.after));
    const made = Object.entries(actions(await workspace.planned())).map(([address, action]) => [
      address,
      action.replaceAll("-then-", " then "),
    ]);
    expect(Object.fromEntries(made)).toEqual(one.real.actions);
  });
});

const outputs = async (workspace: Workspace) =>
  Object.fromEntries(
    Object.entries((await workspace.up()).outputs).map(([name, { value }]) => [
      name,
      value.unmarkDeep().asString(),
    ]),
  );

test("a password has the characters that are asked for, and a hash that fits", async () => {
  const workspace = new Workspace(`
    resource "random_password" "p" {
      length           = 20
      lower            = false
      upper            = false
      numeric          = true
      min_special      = 7
      min_lower        = 2
      override_special = "°!"
    }
    output "text" {
      value     = random_password.p.result
      sensitive = true
    }
    output "hash" {
      value     = random_password.p.bcrypt_hash
      sensitive = true
    }
  `);
  const { text, hash } = await outputs(workspace);
  expect(text).toMatch(/^[0-9°!a-z]{20}$/);
  expect([...text!].filter((c) => "°!".includes(c)).length).toBeGreaterThanOrEqual(7);
  expect([...text!].filter((c) => /[a-z]/.test(c))).toHaveLength(2);
  expect(await compare(text!, hash!)).toBe(true);
});

test("a seed gives the same shuffle and number each time", async () => {
  const text = `
    resource "random_shuffle" "s" {
      input        = ["a", "b", "c", "d", "e"]
      result_count = 12
      seed         = "x"
    }
    resource "random_integer" "n" {
      min  = 1
      max  = 1000000
      seed = "x"
    }
    output "o" { value = join(",", concat(random_shuffle.s.result, [random_integer.n.result])) }
  `;
  const [one, two] = [await outputs(new Workspace(text)), await outputs(new Workspace(text))];
  expect(one).toEqual(two);
  expect([...one.o!.split(",").slice(0, 5)].sort()).toEqual(["a", "b", "c", "d", "e"]);
});

test("states of earlier versions of random are brought up to date", async () => {
  const workspace = new Workspace('resource "random_password" "p" { length = 3 }');
  await workspace.up();
  const [resource] = workspace.state!.resources;
  const old = {
    id: "none",
    length: null,
    result: "abc",
    special: true,
    number: true,
    lower: true,
    upper: true,
  };
  workspace.state = {
    ...workspace.state!,
    resources: [{ ...resource!, instances: [{ schema_version: 0, attributes: old }] }],
  };
  expect(actions(await workspace.planned())).toEqual({});
});

test.each([
  ["random_id.x", 'resource "random_id" "x" { byte_length = 3 }', "p,AQID", 1],
  ["random_string.x", 'resource "random_string" "x" { length = 3 }', "abc", 0],
  ["random_integer.x", 'resource "random_integer" "x" {\n  min = 1\n  max = 9\n}', "4,1,9", 0],
  // The real ones are replaced too: an import gives them an empty map of triggers.
  ["time_static.x", 'resource "time_static" "x" {}', "2020-02-12T06:36:13Z", 1],
  [
    "time_rotating.x",
    'resource "time_rotating" "x" { rotation_years = 300 }',
    "2020-02-12T06:36:13Z,300,,,,",
    1,
  ],
])("%s can be imported", async (to, text, id, add) => {
  const workspace = new Workspace(`${text}\nimport {\n  to = ${to}\n  id = ${JSON.stringify(id)}\n}\n`);
  const made = await workspace.planned();
  expect(made.counts).toMatchObject({ import: 1, add });
});

describe("a file", () => {
  const text =
    'resource "local_file" "f" {\n  filename = "deep/f.txt"\n  content = "hello"\n  file_permission = "0640"\n}\n';

  test("is written with its permissions, written again when it differs, and removed", async () => {
    const workspace = new Workspace(text);
    await workspace.up();
    const path = join(workspace.dir, "deep/f.txt");
    expect(readFileSync(path, "utf8")).toBe("hello");
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(actions(await workspace.planned())).toEqual({});
    writeFileSync(path, "changed");
    expect(actions(await workspace.planned())).toEqual({ "local_file.f": "create" });
    await workspace.up();
    expect(readFileSync(path, "utf8")).toBe("hello");
    await workspace.apply(await workspace.planned({ mode: "destroy" }));
    expect(existsSync(path)).toBe(false);
  });

  test("that cannot be written is an error that names it", async () => {
    const workspace = new Workspace(text);
    writeFileSync(join(workspace.dir, "deep"), "a file");
    chmodSync(join(workspace.dir, "deep"), 0o400);
    const { diagnostics } = await workspace.apply(await workspace.planned());
    expect(explain(diagnostics)).toContain(
      `error: Create local file error: ${join(workspace.dir, "deep/f.txt")}`,
    );
  });
});

describe("time", () => {
  test("that has passed replaces what rotates", async () => {
    let now = new Date("2026-01-31T08:00:00Z");
    const providers = { "registry.opentofu.org/hashicorp/time": () => createTimeProvider(() => now) };
    const workspace = new Workspace('resource "time_rotating" "r" { rotation_months = 1 }', providers);
    await workspace.up();
    expect(workspace.state!.resources[0]!.instances[0]!.attributes).toMatchObject({
      rotation_rfc3339: "2026-03-03T08:00:00Z",
      day: 3,
    });
    now = new Date("2026-03-03T08:00:00Z");
    expect(actions(await workspace.planned())).toEqual({});
    now = new Date("2026-03-03T08:00:01Z");
    expect(actions(await workspace.planned())).toEqual({ "time_rotating.r": "create" });
  });

  test("a wait ends at once when the engine is told to stop", async () => {
    const workspace = new Workspace('resource "time_sleep" "s" { create_duration = "1h" }');
    const made = await workspace.planned();
    const stop = new AbortController();
    const { diagnostics, state } = await workspace.apply(made, {
      signal: stop.signal,
      onEvent: ({ type }) => type === "operation-start" && stop.abort(),
    });
    expect(explain(diagnostics)).toContain("Create time sleep error");
    expect(state.resources).toEqual([]);
  });
});

describe("a command", () => {
  const text = (body: string) =>
    `data "local_command" "c" {\n${body}\n}\noutput "o" {\n  value = "\${data.local_command.c.exit_code}: \${data.local_command.c.stdout}"\n}\n`;

  test("says what it printed, with what it was given", async () => {
    const body = `  command = "sh"
  arguments = ["-c", "cat; exit 4"]
  stdin = "hello"
  allow_non_zero_exit_code = true`;
    expect((await outputs(new Workspace(text(body)))).o).toBe("4: hello");
  });

  test.each([
    ['  command = "no-such-program"', /Command Lookup Failed.*"no-such-program" in any folder of PATH/s],
    ['  command = "./given.txt"', /Command Lookup Failed.*"\.\/given\.txt" in \//s],
    [
      '  command = "sh"\n  arguments = ["-c", "echo sorry >&2; exit 4"]',
      /Command Execution Failed.*exit code 4.*sorry/s,
    ],
    ['  command = "sh"\n  working_directory = "none"', /Command Execution Failed.*sh did not run/s],
  ])("that fails is an error: %j", async (body, message) => {
    const { diagnostics } = await new Workspace({ "main.tf": text(body), "given.txt": "" }).plan();
    expect(explain(diagnostics)).toMatch(message);
  });
});

const called = (call: string) =>
  new Workspace({
    "main.tf": `terraform {
  required_providers {
    time  = { source = "hashicorp/time" }
    local = { source = "hashicorp/local" }
  }
}
output "o" {
  value = jsonencode(${call})
}
`,
    "a-file": "",
  });

describe("functions of the providers", () => {
  test.each([
    [
      'provider::time::rfc3339_parse("2024-12-30T01:02:03+02:00")',
      { iso_year: 2025, iso_week: 1, year_day: 365 },
    ],
    ['provider::time::rfc3339_parse("0099-03-01T00:00:00Z")', { year: 99, month_name: "March" }],
    [
      "provider::time::unix_timestamp_parse(-1)",
      { rfc3339: "1969-12-31T23:59:59Z", weekday_name: "Wednesday" },
    ],
    ['provider::time::duration_parse("-1.5h")', { hours: -1.5, minutes: -90, milliseconds: -5_400_000 }],
    ['{ a = provider::local::direxists("."), b = provider::local::direxists("x/y") }', { a: true, b: false }],
  ])("%s", async (call, parts) => {
    expect(JSON.parse((await outputs(called(call))).o!)).toMatchObject(parts);
  });

  test.each([
    ['provider::time::rfc3339_parse("2023-02-29T00:00:00Z")', "is not a valid RFC3339 timestamp"],
    ['provider::time::duration_parse("2562048h")', "is not a valid duration string"],
    ["provider::time::unix_timestamp_parse(0.5)", "0.5 is not a whole number"],
    ["provider::time::unix_timestamp_parse(9999999999999)", "is too far away from 1970"],
    ['provider::local::direxists("a-file")', "is not a directory"],
  ])("%s is an error", async (call, message) => {
    expect(explain((await called(call).plan()).diagnostics)).toContain(message);
  });
});
