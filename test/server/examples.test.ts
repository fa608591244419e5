import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { callerWith } from "../access/people.js";
import { useSandbox } from "../support/sandbox.js";

const used = useSandbox();
const folder = join(import.meta.dirname, "../../examples");

it("examples are those of the package, each with what it is, and open to everybody who is signed in", async () => {
  const { sandbox } = used;
  const caller = await callerWith(sandbox, ["runs:read"]);
  const { status, body } = await caller.get("/api/sandbox/v1/examples");
  expect(status).toBe(200);
  for (const { name, description, file, text } of body.worlds) {
    expect(description, name).toMatch(/^[A-Z].*\.$/);
    const own = readFileSync(join(folder, "worlds", file), "utf8");
    expect(text).toBe(own.replaceAll(/acc-(lesson|permissions)/g, sandbox.accountId));
  }
  for (const { name, description, files } of body.workloads) {
    expect(description, name).toMatch(/^[A-Z].*\.$/);
    expect(files["main.tf"]).toBe(readFileSync(join(folder, "workloads", name, "main.tf"), "utf8"));
  }
  expect(body.worlds.length).toBeGreaterThan(1);
  expect(body.workloads.map(({ name }: { name: string }) => name)).toContain("one-task");
  expect((await fetch(`${sandbox.url}/api/sandbox/v1/examples`)).status).toBe(401);
});

it("every example world is one that this sandbox takes, whatever its account", async () => {
  const { sandbox } = used;
  const { worlds } = await sandbox.sandbox("GET", "examples");
  for (const { file, text } of worlds) {
    await sandbox.sandbox("POST", "reset", { world: { file, text } });
    expect([...sandbox.simulator.store.all("workspaces")].length, file).toBeGreaterThan(0);
  }
});
