import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { typed } from "../cli/support.js";
import { frontOf, type Meddling } from "../support/front.js";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { withWorkspace } from "./one-workspace.js";

const BASE = withWorkspace("live");

const MOVED = `${BASE}resource "scalr_agent_pool" "new" {
  name = "new"
}
resource "scalr_workspace_agent_pool" "live" {
  workspace_id  = scalr_workspace.live.id
  agent_pool_id = scalr_agent_pool.new.id
}
`;

describe("the effect of a plan for a host that is not a sandbox", () => {
  const given = useSandbox();

  /** A folder whose configuration was applied to the host, and how to run commands in it. */
  async function stack(meddle: Meddling = () => undefined) {
    const folder = temporaryFolder("plan-effect-");
    const front = await frontOf(
      given.sandbox.url,
      // scalr.io has no such API.
      (path) => (path.startsWith("/api/sandbox") ? { status: 404 } : meddle(path)),
      onTestFinished,
    );
    const env = { SCALR_HOSTNAME: front, SCALR_TOKEN: given.sandbox.token };
    const run = (...args: string[]) => typed(args, { cwd: folder, env });
    const write = (text: string) => writeFileSync(join(folder, "main.tf"), text);
    /** Runs a command that changes the host, which it names for that. */
    const change = (command: "apply" | "destroy") => run(command, "--auto-approve", "--host", front);
    return { run, write, change };
  }

  it("is that in a copy of its account, and guarded", async () => {
    const { run, write, change } = await stack();
    write(BASE);
    const made = await change("apply");
    expect(made.code, made.stderr).toBe(0);
    write(MOVED);
    const { store } = given.sandbox.simulator;
    const before = store.seq;
    const passed = await run("plan", "--fail-if-moves", "dev/*");
    expect(passed.code, passed.stderr).toBe(0);
    expect(passed.stdout).toContain("Runs of 1 workspace will move:");
    expect(passed.stdout).toContain("production/live: scalr-runners to new (linked to the workspace)");
    expect(passed.stderr).toContain("is not a sandbox: its account is read into one in memory");
    const refused = await run("plan", "--fail-if-moves", "production/*");
    expect(refused).toMatchObject({
      code: 9,
      stderr: expect.stringContaining("Runs of production/live would move"),
    });
    expect(store.seq).toBe(before);
    expect((await change("destroy")).code).toBe(0);
  });

  it("is not known where the account cannot be read, and the guard does not pass", async () => {
    let isClosed = false;
    const { run, write, change } = await stack((path) =>
      isClosed && path.startsWith("/api/iacp/v3/workspaces?") ? { status: 403 } : undefined,
    );
    write(BASE);
    expect((await change("apply")).code).toBe(0);
    write(MOVED);
    isClosed = true;
    const planned = await run("plan");
    expect(planned.code, planned.stderr).toBe(0);
    expect(planned.stdout).toContain("It cannot be told whose runs will move:");
    const refused = await run("plan", "--fail-if-moves", "production/*");
    expect(refused).toMatchObject({
      code: 9,
      stderr: expect.stringContaining("It is unknown whether runs would move"),
    });
  });
});
