import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { joinedAgent } from "../agent/agent-process.js";
import { reached, workspaceWith } from "../agent/workshop.js";
import { typed } from "../cli/support.js";
import { temporaryFolder } from "../support/process.js";
import { type Sandbox, startSandbox, useSandbox } from "../support/sandbox.js";

const HOUR = 3_600_000;

/** What starting processes and a loaded machine may take, next to advances of days. */
const A_WHILE = 5 * 60_000;

async function reset({ simulator: { url, token } }: Sandbox, ...args: string[]) {
  const env = { SCALR_HOSTNAME: url, SCALR_TOKEN: token };
  return typed(["reset", "--auto-approve", "--clock", ...args], { env });
}

/** Milliseconds that a sandbox's clock is ahead of this machine's. */
const ahead = async (sandbox: Sandbox) =>
  Date.parse((await sandbox.sandbox("GET", "clock")).now) - Date.now();

function world(text: string): string {
  const path = join(temporaryFolder("world-"), "lesson.yaml");
  writeFileSync(path, text);
  return path;
}

describe.each(["virtual", "real"] as const)("with a %s clock", (clock) => {
  const box = useSandbox({ clock });

  it("continues to an edited world, today, with the agents that run; those that go are missed in time", async () => {
    const { sandbox } = box;
    const pool = await sandbox.pool("build");
    const token = await sandbox.poolToken(pool.id);
    await sandbox.advance("5d");
    const stays = await joinedAgent("stays", token);
    const dies = await joinedAgent("dies", token);
    const brief = await sandbox.create(`agent-pools/${pool.id}/access-tokens`, { "expires-in": 60 });
    const lesson = world(
      "agent-pools:\n  - {id: apool-lesson, name: build}\nenvironments:\n  - {id: env-lesson, name: lesson}\n",
    );

    const { code, stdout, stderr } = await reset(sandbox, "--seed", lesson, "--keep-agents");
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(`It is now ${new Date().toISOString().slice(0, 11)}`);
    expect(Math.abs(await ahead(sandbox))).toBeLessThan(A_WHILE);

    // Nothing that was kept is of a time that has not come.
    const now = Date.parse((await sandbox.sandbox("GET", "clock")).now);
    for (const type of sandbox.simulator.store.types)
      for (const entity of sandbox.simulator.store.all(type))
        for (const [name, value] of Object.entries(entity))
          if (typeof value === "number" && /At$|Since$/.test(name) && name !== "expiresAt")
            expect(value, `${name} of ${type} ${entity.id}`).toBeLessThanOrEqual(now);
    const kept = await sandbox.get(`access-tokens/${brief.id}`);
    const left = Date.parse(kept.body.data.attributes["expires-at"]) - now;
    expect(Math.abs(left - HOUR)).toBeLessThan(A_WHILE);

    const workspace = await workspaceWith(sandbox, { environment: "env-lesson", pool: "apool-lesson" }, "");
    const run = await reached(sandbox, await sandbox.run(workspace));
    expect(run).toMatchObject({ status: "planned_and_finished" });
    expect(run.createdAt).toBeLessThanOrEqual(now + A_WHILE);

    await dies.kill("SIGKILL");
    const names = async (status: string) =>
      (await sandbox.list(`agents?filter[agent-pool]=apool-lesson`))
        .filter(({ attributes }) => attributes.status === status)
        .map(({ attributes }) => attributes.name);
    expect((await sandbox.advance("6m")).map(({ name }) => name)).toEqual(["agent offline"]);
    expect(await names("offline")).toEqual(["dies"]);
    expect(await names("idle")).toEqual(["stays"]);
    expect((await sandbox.advance("4h")).map(({ name }) => name)).toContain("agent removed");
    expect(await names("offline")).toEqual([]);
    expect(await stays.kill("SIGTERM")).toMatchObject({ code: 0 });
  });

  it("is where it was when the world has a fault", async () => {
    const { sandbox } = box;
    await sandbox.advance("2d");
    const before = await ahead(sandbox);
    const { code, stderr } = await reset(sandbox, "--seed", world("environments:\n  - {name: 7}\n"));
    expect(code).toBe(1);
    expect(stderr).toMatch(/lesson\.yaml:2:/);
    expect(Math.abs((await ahead(sandbox)) - before)).toBeLessThan(A_WHILE);
  });

  it("goes to the time of a snapshot that was taken later, with the agents", async () => {
    const { sandbox } = box;
    await reset(sandbox);
    const pool = await sandbox.pool("build");
    const agent = await joinedAgent("stays", await sandbox.poolToken(pool.id));
    await sandbox.sandbox("POST", "snapshots", { name: "today" });
    await sandbox.advance("3d");
    await sandbox.environment("of-later");
    await sandbox.sandbox("POST", "snapshots", { name: "later" });
    await sandbox.advance("3d");

    expect(await reset(sandbox, "--to", "later", "--keep-agents")).toMatchObject({ code: 0 });
    expect(Math.abs((await ahead(sandbox)) - 3 * 24 * HOUR)).toBeLessThan(A_WHILE);
    expect(await reset(sandbox, "--to", "today", "--keep-agents")).toMatchObject({ code: 0 });
    expect(Math.abs(await ahead(sandbox))).toBeLessThan(A_WHILE);
    const [listed] = await sandbox.list("agents");
    expect(listed!.attributes).toMatchObject({ name: "stays", status: "idle" });
    expect(await agent.kill("SIGTERM")).toMatchObject({ code: 0 });
  });
});

it("holds after a restart of the program", async () => {
  const dataDir = temporaryFolder("restarted-");
  const first = await startSandbox({ dataDir });
  await first.advance("5d");
  await first.sandbox("POST", "reset", { "restart-clock": true });
  const now = (await first.sandbox("GET", "clock")).now;
  await first.close();
  const again = await startSandbox({ dataDir });
  expect((await again.sandbox("GET", "clock")).now).toBe(now);
  expect(await again.send("POST", "/api/sandbox/v1/reset", { "restart-clock": "yes" })).toMatchObject({
    status: 422,
  });
  await again.close();
});
