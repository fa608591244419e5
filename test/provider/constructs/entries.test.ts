/** The package as an app loads it. */
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
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

const MIXED = `
import * as cdktf from "cdktf";
import * as cdktn from "cdktn";
import { AgentPool } from "scalr-sandbox";
const outdir = process.argv[1];
const declare = (app, stack, name) => {
  try {
    return new AgentPool(new stack(new app({ outdir }), name), "pool", { name }).friendlyUniqueId;
  } catch (error) {
    return error.message;
  }
};
console.log(JSON.stringify({
  fork: declare(cdktn.App, cdktn.TerraformStack, "new"),
  second: declare(cdktn.App, cdktn.TerraformStack, "other"),
  original: declare(cdktf.App, cdktf.TerraformStack, "old"),
}));
`;

async function run(app: string) {
  const args = ["--input-type=module", "--eval", app, temporaryFolder("entries-")];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  return JSON.parse(stdout);
}

it("is one copy for a process that imports and requires it", async () => {
  const { names, all, environments, isOurs } = await run(APP);
  expect(names.sort()).toEqual(all.sort());
  expect(names).toContain("AgentPool");
  expect(environments).toEqual(["dev", "test"].map((name) => `\${scalr_environment.${name}.id}`));
  expect(isOurs).toBe(true);
});

it("extends the CDK that the app declares with, and names both if the app mixes them", async () => {
  const { fork, second, original } = await run(MIXED);
  expect([fork, second]).toEqual(["pool", "pool"]);
  const [older, newer] = ["cdktf", "cdktn"].map((name) =>
    createRequire(import.meta.url)(`${name}/package.json`),
  );
  expect(original).toBe(
    `This app has classes of cdktf ${older.version} ("old") and of cdktn ${newer.version} ("new"). They cannot be mixed. ` +
      'Import everything from one package, for example by replacing `from "cdktf"` with `from "cdktn"`, and uninstall the ' +
      "other one. `npm ls cdktf cdktn` shows which package brings each copy.",
  );
});
