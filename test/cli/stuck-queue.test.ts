import { expect, test } from "vitest";
import { ProtocolAgent, place, readyWorkspace } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";
import { typed } from "./support.js";

const box = useSandbox();

function call(...args: string[]) {
  const { url, token } = box.sandbox.simulator;
  return typed(args, { env: { SCALR_HOSTNAME: url, SCALR_TOKEN: token } });
}

/** What a command that has to succeed answers with `--json`. */
async function answer(...args: string[]) {
  const { code, stdout, stderr } = await call(...args, "--json");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** A workspace whose first run waits for a confirmation, and whose second one waits for the first. */
async function stuck() {
  const where = await place(box.sandbox);
  const agent = await ProtocolAgent.join(box.sandbox, where.token);
  const workspace = await readyWorkspace(box.sandbox, where);
  const planned = await box.sandbox.run(workspace);
  await (await agent.work()).finish();
  await box.sandbox.until("runs", planned.id, (run) => run?.status === "planned");
  const queued = await box.sandbox.run(workspace, undefined, { message: "the next one" });
  const { attributes } = await box.sandbox.read("workspaces", workspace);
  const { attributes: environment } = await box.sandbox.read("environments", where.environment);
  const label = `${environment.name}/${attributes.name}`;
  const { attributes: pool } = await box.sandbox.read("agent-pools", where.pool);
  return {
    pool: String(pool.name),
    agent: agent.name,
    workspace,
    label,
    environment: environment.name,
    planned: planned.id,
    queued: queued.id,
  };
}

test("runs list and status say since when each run waits and for what, confirmations too", async () => {
  const { label, planned, queued, pool, agent } = await stuck();
  await box.sandbox.advance("2h");
  const listed = await call("runs", "list", "--workspace", label);
  expect(listed.stdout).toMatch(
    new RegExp(
      `${planned}\\s+${label}\\s+planned\\s+2h\\s+${agent} of ${pool}\\s+A confirmation of its plan`,
    ),
  );
  expect(listed.stdout).toMatch(
    new RegExp(`${queued}\\s+${label}\\s+pending\\s+2h\\s+-\\s+The earlier run ${planned}`),
  );

  const status = (await call("status")).stdout;
  expect(status).toMatch(
    new RegExp(`${planned}\\s+${label}\\s+planned\\s+2h\\s+${agent} of ${pool}\\s+A confirmation`),
  );
  expect(status).toMatch(new RegExp(`${queued}\\s+${label}\\s+pending\\s+2h\\s+-\\s+The earlier run`));
  expect(status).toContain("scalr-sandbox runs confirm run-");
});

test("runs list, runs show and top say where a run that has ended executed, after its agent has left too", async () => {
  const where = await place(box.sandbox);
  const agent = await ProtocolAgent.join(box.sandbox, where.token, { name: "leaves-soon" });
  const workspace = await readyWorkspace(box.sandbox, where);
  const run = await box.sandbox.run(workspace);
  await (await agent.work()).finish();
  await box.sandbox.send("POST", `runs/${run.id}/actions/apply`, {});
  await (await agent.work()).finish();
  await box.sandbox.until("runs", run.id, (now) => now?.status === "applied");
  await agent.lose(box.sandbox);
  await box.sandbox.advance("5h");
  expect(await box.sandbox.list(`agents?filter[agent-pool]=${where.pool}`)).toEqual([]);

  const { name: pool } = (await box.sandbox.read("agent-pools", where.pool)).attributes;
  expect(await answer("runs", "show", run.id)).toMatchObject({
    status: "applied",
    pool,
    agent: "leaves-soon",
  });
  expect((await call("runs", "show", run.id)).stdout).toContain(`Executes on: leaves-soon of ${pool}\n`);
  expect((await call("runs", "list", "--workspace", workspace, "--all")).stdout).toMatch(
    new RegExp(`${run.id} +\\S+ +applied +5h +leaves-soon of ${pool}`),
  );
  const seen = (await answer("top", "--once")).runs.find(({ id }: { readonly id: string }) => id === run.id);
  expect(seen).toMatchObject({ status: "applied", pool, agent: "leaves-soon" });
});

test("status says how long ago each agent was seen, as a person would", async () => {
  const where = await place(box.sandbox);
  const agent = await ProtocolAgent.join(box.sandbox, where.token, { name: "seen-before" });
  await agent.lose(box.sandbox);
  await box.sandbox.advance("2h");
  expect((await call("status")).stdout).toMatch(/seen-before +\S+ +offline +0\/\d +2h ago/);
  const { pools } = await answer("status");
  const listed = pools.find(({ id }: { readonly id: string }) => id === where.pool).agents[0];
  expect(new Date(listed.lastSeenAt).toISOString()).toBe(listed.lastSeenAt);
});

test("runs list keeps to a workspace, an environment and statuses", async () => {
  const [one, other] = [await stuck(), await stuck()];
  const ids = async (...args: string[]) => {
    const { runs } = await answer("runs", "list", ...args);
    return runs.map(({ run }: { readonly run: string }) => run);
  };
  expect(await ids("--workspace", one.label)).toEqual([one.planned, one.queued]);
  expect(await ids("--environment", other.environment)).toEqual([other.planned, other.queued]);
  expect(await ids("--environment", other.environment, "--status", "planned")).toEqual([other.planned]);
  await answer("runs", "discard", one.planned);
  expect(await ids("--workspace", one.label)).toEqual([one.queued]);
  expect(await ids("--workspace", one.label, "--all")).toEqual([one.planned, one.queued]);
  await answer("runs", "cancel", one.queued);
  expect((await call("runs", "list", "--workspace", one.label)).stdout).toBe(
    "No run waits or executes. Ended ones: --all\n",
  );
  expect(await ids("--workspace", one.label, "--status", "discarded")).toEqual([one.planned]);
  expect((await call("runs", "list", "--workspace", one.label, "--status", "errored")).stdout).toBe(
    "There is no such run.\n",
  );
  const wrong = await call("runs", "list", "--status", "stuck");
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("planned_and_saved") });
  const nowhere = await call("runs", "list", "--environment", "nowhere");
  expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('no environment "nowhere"') });
});

test("runs confirm lets the apply begin, runs cancel stops it, and the next run continues", async () => {
  const { label, planned, queued } = await stuck();
  const confirmed = await call("runs", "confirm", planned, "--comment", "as agreed");
  expect(confirmed.stdout).toBe(`${planned} of ${label} is apply queued.\n`);
  const again = await call("runs", "confirm", planned);
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining(planned) });
  expect((await call("runs", "cancel", planned)).stdout).toBe(`${planned} of ${label} is canceled.\n`);
  expect(await answer("runs", "show", queued)).toMatchObject({ status: "plan_queued", workspace: label });
});

test("runs show tells of one run, and what to do with a plan", async () => {
  const { label, planned, queued } = await stuck();
  const shown = (await call("runs", "show", planned)).stdout;
  expect(shown).toContain(`Workspace:   ${label}`);
  expect(shown).toContain(`runs confirm ${planned}`);
  expect((await call("runs", "show", queued)).stdout).toMatch(
    new RegExp(`Message: +the next one\nWaiting for: The earlier run ${planned}`),
  );
  for (const command of ["show", "confirm", "discard", "cancel"]) {
    expect(await call("runs", command, "../workspaces")).toMatchObject({ code: 2 });
    expect(await call("runs", command, "run-000000")).toMatchObject({ code: 1 });
  }
});

test("runs show indents the later lines of a message, so that none fakes a fact", async () => {
  const { workspace } = await stuck();
  const { id } = await box.sandbox.run(workspace, undefined, {
    message: "fix it\nStatus:      applied\r\nSigned",
  });
  expect((await call("runs", "show", id)).stdout).toContain(
    "Message:     fix it\n             Status:      applied\n             Signed\n",
  );
});

test("a lock is listed with who and why, holds runs back, and is taken away", async () => {
  const { workspace, label, planned, queued } = await stuck();
  expect((await call("lock", label, "--reason", "release freeze")).stdout).toBe(
    `${label} (${workspace}) is locked.\n`,
  );
  expect((await call("locks")).stdout).toMatch(
    new RegExp(`${label}\\s+\\S+@\\S+\\s+release freeze\\s+${workspace}`),
  );
  expect(await call("lock", label)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("locked already"),
  });
  await answer("runs", "discard", planned);
  expect((await answer("runs", "show", queued)).waitingFor).toContain("The lock of");
  expect(await answer("unlock", label)).toEqual({ id: workspace, workspace: label, locked: false });
  expect(await answer("runs", "show", queued)).toMatchObject({ status: "plan_queued" });
  expect((await call("locks")).stdout).toBe("No workspace is locked.\n");
});
