import { createRequire } from "node:module";
import { App, TerraformStack } from "cdktf";
import { expect, it } from "vitest";
import { startSandbox } from "../../cli/testing/index.js";
import { AgentPool, Environment, ScalrProvider } from "../../provider/constructs/index.js";

it("declares with the fork alone: constructs of ours are the fork's, and cdktf's own are not", () => {
  const require = createRequire(import.meta.url);
  const fork = require("cdktn") as typeof import("cdktf");
  const original = require("cdktf") as typeof import("cdktf");
  expect(App).toBe(fork.App);
  const stack = new TerraformStack(new App({ outdir: process.env.FORK_OUTDIR ?? "" }), "stack");
  new ScalrProvider(stack, "scalr");
  const environment = new Environment(stack, "dev", { name: "dev" });
  expect(environment).toBeInstanceOf(fork.TerraformResource);
  expect(environment).not.toBeInstanceOf(original.TerraformResource);
});

it("is what a test's stacks are declared with, and applied", async () => {
  const sandbox = await startSandbox();
  try {
    const given: unknown[] = [];
    await sandbox.apply((app) => {
      given.push(app);
      const stack = new TerraformStack(app, "stack");
      new ScalrProvider(stack, "scalr");
      new AgentPool(stack, "pool", { name: "pool" });
    });
    expect(given[0]).toBeInstanceOf(App);
    expect(sandbox.pools().map(({ name }) => name)).toEqual(["pool"]);
  } finally {
    await sandbox.close();
  }
});
