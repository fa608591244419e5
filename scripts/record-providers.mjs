// Records what tofu and the real providers random, time and local make of the configurations in test/engine/fixtures/providers.mjs:
// their schemas without the words, the states, and what is planned for the changed configurations. The tests hold the engine's own
// providers to it. The folder holds the providers as `filesystem_mirror` wants them.
//
//     SCALR_SANDBOX_TOFU=/path/to/tofu node scripts/record-providers.mjs /path/to/mirror
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cases, facts, filesOf } from "../test/engine/fixtures/providers.mjs";

const [, , mirror] = process.argv;
const program = process.env.SCALR_SANDBOX_TOFU ?? "tofu";
const work = mkdtempSync(join(tmpdir(), "record-"));
const settings = join(work, "tofurc");
writeFileSync(
  settings,
  `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
);
const env = { PATH: process.env.PATH, HOME: work, TF_CLI_CONFIG_FILE: settings };

function folder(text) {
  const dir = mkdtempSync(join(work, "case-"));
  const write = (changed) => {
    for (const [name, content] of Object.entries(filesOf(changed))) writeFileSync(join(dir, name), content);
  };
  const tofu = (...args) => execFileSync(program, args, { cwd: dir, env, encoding: "utf8" });
  write(text);
  tofu("init");
  return { dir, write, tofu };
}

const { tofu } = folder("");
const all = JSON.parse(tofu("providers", "schema", "-json")).provider_schemas;
const schemasOf = (kind) =>
  Object.fromEntries(
    Object.values(all).flatMap((provider) =>
      Object.entries(provider[kind] ?? {}).map(([type, schema]) => [type, facts(schema)]),
    ),
  );

const recorded = cases.map(({ what, before, after }) => {
  const { dir, write, tofu } = folder(before);
  tofu("apply", "-auto-approve");
  const state = JSON.parse(readFileSync(join(dir, "terraform.tfstate"), "utf8"));
  write(after);
  tofu("plan", "-out=plan.bin");
  const { resource_changes } = JSON.parse(tofu("show", "-json", "plan.bin"));
  const actions = resource_changes
    .filter(({ mode, change }) => mode === "managed" && change.actions[0] !== "no-op")
    .map(({ address, change }) => [address, change.actions.join(" then ")]);
  return { what, state, actions: Object.fromEntries(actions) };
});

const hashicorp = join(mirror, "registry.opentofu.org/hashicorp");
const versions = Object.fromEntries(
  readdirSync(hashicorp).map((name) => [name, readdirSync(join(hashicorp, name))[0]]),
);
const tofuVersion = JSON.parse(tofu("version", "-json")).terraform_version;
const fixture = {
  from: { tofu: tofuVersion, providers: versions },
  resources: schemasOf("resource_schemas"),
  dataSources: schemasOf("data_source_schemas"),
  cases: recorded,
};
writeFileSync(
  new URL("../test/engine/fixtures/providers.json", import.meta.url),
  `${JSON.stringify(fixture, null, 2)}\n`,
);
rmSync(work, { recursive: true });
console.log(`${recorded.length} configurations, ${Object.keys(fixture.resources).length} resources`);
