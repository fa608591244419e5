/** Local modules of a cdktf app: copied beside its stack, planned from there. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { synthesize } from "../../cli/stacks/synthesize.js";
import { builtinProviderFactories } from "../../engine/builtin/index.js";
import { plan } from "../../engine/index.js";

const cdktf = new URL("../../node_modules/cdktf/lib/index.js", import.meta.url);

test("an app finds the modules that cdktf.json lists", async () => {
  const folder = mkdtempSync(join(tmpdir(), "cli-modules-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "modules", "m"), { recursive: true });
  writeFileSync(
    join(folder, "modules", "m", "main.tf"),
    'variable "n" {}\nresource "terraform_data" "a" { input = var.n }\n',
  );
  writeFileSync(
    join(folder, "cdktf.json"),
    JSON.stringify({ app: "node app.mjs", terraformModules: [{ name: "m", source: "./modules/m" }] }),
  );
  writeFileSync(
    join(folder, "app.mjs"),
    `import { App, TerraformHclModule, TerraformStack } from ${JSON.stringify(cdktf.href)};
    const app = new App();
    const stack = new TerraformStack(app, "modular");
    new TerraformHclModule(stack, "m", { source: "./modules/m", variables: { n: 7 } });
    app.synth();`,
  );
  const { signal } = new AbortController();
  const outdir = await synthesize(folder, { env: process.env, signal, debug: true });
  const outcome = await plan({
    dir: join(outdir, "stacks", "modular"),
    providers: builtinProviderFactories,
    state: null,
  });
  expect(outcome.diagnostics).toEqual([]);
  expect(outcome.plan!.changes.map(({ address, action }) => `${action} ${address}`)).toEqual([
    "create module.m.terraform_data.a",
  ]);
});
