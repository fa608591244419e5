/** The package as an app loads it. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../support/process.js";

const root = join(import.meta.dirname, "..", "..", "..");

const APP = `
import { createRequire } from "node:module";
import { App, TerraformStack } from "cdktf";
import * as imported from "scalr-sandbox";
import * as testing from "scalr-sandbox/testing";
const require = createRequire(process.cwd() + "/");
const required = require("scalr-sandbox");
const stack = new TerraformStack(new App({ outdir: process.argv[1] }), "stack");
new imported.ScalrProvider(stack, "scalr");
const pool = new imported.AgentPool(stack, "pool", { name: "pool" });
const environment = new required.Environment(stack, "dev", { name: "dev" });
new required.EnvironmentAccess(stack, "by-require", { pool, environment });
new imported.EnvironmentAccess(stack, "by-import", { pool, environment: new imported.Environment(stack, "test", { name: "test" }) });
const sandbox = await require("scalr-sandbox/testing").startSandbox();
const error = await sandbox.apply({ files: { "main.tf": "resource {" } }).catch((error) => error);
await sandbox.close();
console.log(JSON.stringify({
  names: Object.keys(required).filter((name) => imported[name] === required[name]),
  all: Object.keys({ ...required, ...imported }),
  environments: stack.toTerraform().resource.scalr_agent_pool.pool.environments,
  isOurs: error instanceof testing.StackError,
}));
`;

it("is one copy for a process that imports and requires it", async () => {
  const args = ["--input-type=module", "--eval", APP, temporaryFolder("entries-")];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  const { names, all, environments, isOurs } = JSON.parse(stdout);
  expect(names.sort()).toEqual(all.sort());
  expect(names).toContain("AgentPool");
  expect(environments).toEqual(["${scalr_environment.dev.id}", "${scalr_environment.test.id}"]);
  expect(isOurs).toBe(true);
});
