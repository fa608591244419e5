import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { reached, workshop, workspaceWith } from "./workshop.js";

// Heartbeats come every two seconds when agents are offline after ten.
const box = useSandbox({ clock: "real", offlineAfter: 10_000 });

it("an agent that cannot keep files says so, gets no work, and works again when it can (R13)", async () => {
  const folder = temporaryFolder();
  const where = await workshop(box.sandbox, { SCALR_AGENT_DATA_DIR: folder });
  const scratch = readdirSync(folder).find((name) => name.startsWith("tasks-"));
  rmSync(join(folder, scratch!), { recursive: true });
  await box.sandbox.until("agents", where.agentId, (agent) => agent!.condition === "errored");
  expect((await box.sandbox.read("agents", where.agentId)).attributes).toMatchObject({
    status: "errored",
    "error-message": expect.stringContaining("cannot be written to"),
  });
  const run = await box.sandbox.run(await workspaceWith(box.sandbox, where, ""));
  expect((await box.sandbox.read("runs", run.id)).attributes.status).toBe("plan_queued");
  mkdirSync(join(folder, scratch!));
  await box.sandbox.until("agents", where.agentId, (agent) => agent!.condition === "online");
  expect((await reached(box.sandbox, run)).status).toBe("planned_and_finished");
});

it("an agent that does nothing wrong stays online for as long as it lives", async () => {
  const where = await workshop(box.sandbox);
  const { store } = box.sandbox.simulator;
  const seen = new Set<string>();
  const stop = store.onCommit(({ changes }) => {
    for (const { type, id, after } of changes)
      if (type === "agents" && id === where.agentId) seen.add((after as { condition: string }).condition);
  });
  // Its last call is stored from time to time; a hundred seconds of sandbox time are ten times what makes it offline.
  for (let i = 0; i < 10; i++) await box.sandbox.advance("10s");
  stop();
  expect([...seen].filter((condition) => condition !== "online")).toEqual([]);
  expect((await box.sandbox.read("agents", where.agentId)).attributes.status).toBe("idle");
});
