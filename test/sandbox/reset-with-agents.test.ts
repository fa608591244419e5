import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { joinedAgent } from "../agent/agent-process.js";
import { Gate, gone, reached, workshop, workspaceWith } from "../agent/workshop.js";
import { typed } from "../cli/support.js";
import { temporaryFolder } from "../support/process.js";
import { startSandbox, useSandbox } from "../support/sandbox.js";

const box = useSandbox({ clock: "real" });

async function reset(...args: string[]) {
  const { url, token } = box.sandbox.simulator;
  return typed(["reset", "--auto-approve", ...args], { env: { SCALR_HOSTNAME: url, SCALR_TOKEN: token } });
}

function world(text: string): string {
  const path = join(temporaryFolder("world-"), "lesson.yaml");
  writeFileSync(path, text);
  return path;
}

/** A run in a workspace that is made now, executed by an agent of the pool. */
async function works(pool: string, environment?: string) {
  const { sandbox } = box;
  const into = environment ?? (await sandbox.environment("again")).id;
  const workspace = await workspaceWith(sandbox, { environment: into, pool }, "");
  expect(await reached(sandbox, await sandbox.run(workspace))).toMatchObject({
    status: "planned_and_finished",
  });
}

it("keeps agents at work: what they execute is dropped, and the next run is theirs", async () => {
  const { sandbox } = box;
  const where = await workshop(sandbox);
  const gate = new Gate();
  const pid = join(gate.folder, "pid");
  const main = gate.configuration("work").replace("touch", `echo $$$$ > ${pid}; touch`);
  const workspace = await workspaceWith(sandbox, where, main);
  await sandbox.run(workspace);
  await gate.until(() => gate.begun("work"));

  expect(await reset("--keep-agents")).toMatchObject({ code: 0 });
  expect(await sandbox.list("environments")).toEqual([]);
  expect((await sandbox.list("agents")).map(({ id }) => id)).toContain(where.agentId);
  await works(where.pool);
  await gate.until(() => gone(Number(readFileSync(pid, "utf8"))));
  // The token of the pool is good for another agent.
  await joinedAgent("another", where.token);
});

it("continues to an edited world, to whose pool of the same name the agents belong from then on", async () => {
  const { sandbox } = box;
  const pool = await sandbox.pool("build");
  const gone = await sandbox.pool("gone");
  const agent = await joinedAgent("builder", await sandbox.poolToken(pool.id));
  const other = await joinedAgent("other", await sandbox.poolToken(gone.id));
  const file = world(
    "agent-pools:\n  - {id: apool-lesson, name: build}\nenvironments:\n  - {id: env-lesson, name: lesson}\n",
  );

  const { code, stdout, stderr } = await reset("--seed", file, "--keep-agents");
  expect(code, stderr).toBe(0);
  expect(stdout).toContain("lesson.yaml");
  // R19
  expect(await other.ended).toMatchObject({ code: 5 });
  expect(
    (await sandbox.list("agents?filter[agent-pool]=apool-lesson")).map(({ attributes }) => attributes.name),
  ).toEqual(["builder"]);
  await works("apool-lesson", "env-lesson");

  expect(await reset("--to", "seed", "--keep-agents")).toMatchObject({ code: 0 });
  expect(await sandbox.list("workspaces")).toEqual([]);
  await works("apool-lesson", "env-lesson");
  expect(await agent.kill("SIGTERM")).toMatchObject({ code: 0 });
});

it("tells agents to stop when it is not asked to keep them", async () => {
  const where = await workshop(box.sandbox);
  expect(await reset()).toMatchObject({ code: 0 });
  expect(await where.agent.ended).toMatchObject({ code: 5 });
});

it("changes nothing for a world with a fault, and says where that is", async () => {
  const sandbox = box.sandbox;
  const { id } = await sandbox.environment("mine");
  const faults = ["environments:\n  - {name: 7}\n", "environments:\n  - {name: a\n", "nothing:\n  - {}\n"];
  for (const text of [...faults, "account: {id: acc-other}\n"]) {
    const { code, stderr } = await reset("--seed", world(text));
    expect(code, text).toBe(1);
    expect(stderr).toMatch(text.startsWith("account") ? /account 'acc-other'/ : /lesson\.yaml:\d+:\d+: /);
    expect((await sandbox.list("environments")).map((each) => each.id)).toEqual([id]);
  }
  expect(await reset("--seed", "nowhere.yaml")).toMatchObject({ code: 1 });
  expect(await reset("--seed", "a.yaml", "--to", "seed")).toMatchObject({ code: 2 });
});

it("refuses what is not an order", async () => {
  const sandbox = await startSandbox();
  for (const body of [
    { world: "text" },
    { world: { file: "a.yaml" } },
    { "keep-agents": "yes" },
    { snapshot: "seed", world: { file: "a.yaml", text: "" } },
  ])
    expect((await sandbox.send("POST", "/api/sandbox/v1/reset", body)).status).toBe(422);
  await sandbox.close();
});
