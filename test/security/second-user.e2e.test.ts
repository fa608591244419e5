import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { childrenOf } from "../../cli/demo/stage/system.js";
import { AgentProcess } from "../agent/agent-process.js";
import { Gate } from "../agent/workshop.js";
import { Api } from "../api/support.js";
import { temporaryFolder, up } from "../support/process.js";
import { archive } from "../support/sandbox.js";
import { asSecondUser, canSwitchUser, needsRoot } from "../support/second-user.js";

/** As the second user: what can be read of files below folders, and of processes. Prints JSON. */
const SNOOP = `
  import { readdirSync, readFileSync } from "node:fs";
  import { join } from "node:path";
  const { folders, pids } = JSON.parse(process.argv[1]);
  const seen = {};
  const read = (path) => { try { seen[path] = readFileSync(path, "utf8") } catch {} };
  const walk = (folder) => {
    let entries = [];
    try { entries = readdirSync(folder, { withFileTypes: true }) } catch { return }
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path); else read(path);
    }
  };
  for (const folder of folders) walk(folder);
  for (const pid of pids) for (const name of ["environ", "cmdline"]) read(join("/proc", String(pid), name));
  console.log(JSON.stringify(seen));`;

describe.runIf(canSwitchUser)(`a second user of the machine${needsRoot}`, () => {
  it("reads no token, state or configuration of a sandbox and its agents, and controls nothing without a token", async () => {
    const [data, work] = [temporaryFolder(), temporaryFolder()];
    const gate = new Gate();
    const sandbox = await up("--data-dir", join(data, ".scalr-sandbox"));
    const api = new Api(sandbox.url, sandbox.token, sandbox.accountId);
    const environment = await api.create("environments", { name: "env" });
    const pool = await api.create("agent-pools", { name: "pool" });
    const { attributes } = await api.create(`agent-pools/${pool.id}/access-tokens`);
    const token = attributes.token as string;
    const agent = new AgentProcess({
      SCALR_AGENT_TOKEN: token,
      SCALR_AGENT_NAME: "guarded",
      SCALR_AGENT_DATA_DIR: join(work, "agent"),
    });
    await agent.logged("joined pool");
    const workspace = await api.create(
      "workspaces",
      { name: "ws", "auto-apply": true },
      { environment: environment.id, "agent-pool": pool.id },
    );
    const version = await api.create(
      "configuration-versions",
      { "auto-queue-runs": false },
      { workspace: workspace.id },
    );
    const body = await archive({ "main.tf": `# TELLTALE\n${gate.configuration("work")}` });
    await fetch(version.links.upload!, { method: "PUT", body: body as never });
    const run = await api.create("runs", {}, { workspace: workspace.id });
    await gate.until(() => gate.begun("work"));

    const tasks = childrenOf(agent.pid)!;
    const pids = [sandbox.pid, agent.pid, ...tasks, ...tasks.flatMap((pid) => childrenOf(pid)!)];
    const seen: Record<string, string> = JSON.parse(
      asSecondUser(SNOOP, JSON.stringify({ folders: [data, work], pids })),
    );
    // Which programs run anybody may see; what they hold nobody else.
    expect(Object.keys(seen).filter((path) => !path.endsWith("/cmdline"))).toEqual([]);
    expect(Object.keys(seen).length).toBe(pids.length);
    for (const secret of [sandbox.token, token, "TELLTALE"])
      expect(JSON.stringify(seen)).not.toContain(secret);

    // The second user may connect to the loopback interface, and gets nowhere there.
    const attempts = [
      ["GET", `/api/iacp/v3/runs/${run.id}`],
      ["POST", `/api/iacp/v3/runs/${run.id}/actions/cancel`],
      ["GET", "/api/sandbox/v1/status"],
      ["POST", "/api/sandbox/v1/reset"],
      ["POST", "/api/agents/v1/register"],
    ];
    const answers = asSecondUser(
      `const answers = [];
       for (const [method, path] of JSON.parse(process.argv[1])) {
         const answer = await fetch("${sandbox.url}" + path, { method });
         answers.push(answer.status);
       }
       console.log(answers.join());`,
      JSON.stringify(attempts),
    );
    expect(answers.trim()).toBe("401,401,401,401,401");
    gate.open();
  });

  it("sees a token that is given as a flag, and none that is given in the environment", async () => {
    const flagged = await up("--memory", "--token", "admin-token-in-a-flag");
    const api = new Api(flagged.url, flagged.token, flagged.accountId);
    const pool = await api.create("agent-pools", { name: "pool" });
    const { attributes } = await api.create(`agent-pools/${pool.id}/access-tokens`);
    const token = attributes.token as string;
    const agent = new AgentProcess({ SCALR_AGENT_TOKEN: token, SCALR_AGENT_NAME: "discreet" });
    await agent.logged("joined pool");
    const seen: Record<string, string> = JSON.parse(
      asSecondUser(SNOOP, JSON.stringify({ folders: [], pids: [flagged.pid, agent.pid] })),
    );
    expect(Object.keys(seen).sort()).toEqual(
      [flagged.pid, agent.pid].map((pid) => `/proc/${pid}/cmdline`).sort(),
    );
    expect(seen[`/proc/${flagged.pid}/cmdline`]).toContain("admin-token-in-a-flag");
    expect(seen[`/proc/${agent.pid}/cmdline`]).not.toContain(token);
  });
});
