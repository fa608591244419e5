import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Entities } from "../../simulator/entities.js";
import { FINAL_RUN_STATUSES } from "../../simulator/rules/run-transitions.js";
import { AgentProcess, joinedAgent } from "../agent/agent-process.js";
import { type Sandbox, useSandbox } from "../support/sandbox.js";
import { folder, git, PrivateServer, Repository } from "./git-server.js";

const box = useSandbox();
const root = folder();
const repositories = join(root, "repositories");
const PASSWORD = "s3cret-of-the-git-server";

const main = (value: string) => `resource "terraform_data" "it" {\n  input = "${value}"\n}\n`;

let count = 0;

interface Linked {
  readonly provider: string;
  readonly vcsPool: string;
  readonly vcsToken: string;
  readonly workspace: string;
  readonly runPool: string;
}

/** A provider with a VCS pool, and a workspace that is linked to a repository of it. */
async function linked(sandbox: Sandbox, url: string, repo: object, attributes: object = {}): Promise<Linked> {
  const suffix = ++count;
  const vcsPool = await sandbox.create("agent-pools", { name: `vcs-${suffix}`, "vcs-enabled": true });
  const provider = await sandbox.create(
    "vcs-providers",
    { name: `git-${suffix}`, "vcs-type": "github_enterprise", url, token: PASSWORD },
    { "agent-pool": vcsPool.id },
  );
  const environment = await sandbox.environment(`vcs-env-${suffix}`);
  const runPool = await sandbox.pool(`runs-${suffix}`);
  const workspace = await sandbox.create(
    "workspaces",
    {
      name: "app",
      "auto-queue-runs": "always",
      "auto-apply": true,
      "vcs-repo": repo as never,
      ...attributes,
    },
    { environment: environment.id, "vcs-provider": provider.id, "agent-pool": runPool.id },
  );
  return {
    provider: provider.id,
    vcsPool: vcsPool.id,
    vcsToken: await sandbox.poolToken(vcsPool.id),
    workspace: workspace.id,
    runPool: runPool.id,
  };
}

/** Waits until a newest entity of the workspace passes. */
function newest<T extends "runs" | "configuration-versions">(
  { simulator: { store } }: Sandbox,
  type: T,
  workspace: string,
  passes: (entity: Entities[T], all: readonly Entities[T][]) => boolean,
): Promise<Entities[T]> {
  const look = () => {
    const all = store.find(type as "runs", "workspace", workspace) as readonly Entities[T][];
    const last = all.at(-1);
    return last && passes(last, all) ? last : undefined;
  };
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      const found = look();
      if (found === undefined && error === undefined) return;
      clearTimeout(timer);
      stop();
      if (found) resolve(found);
      else reject(error);
    };
    const stop = store.onCommit(() => settle());
    const timer = setTimeout(
      () =>
        settle(
          new Error(
            `Waited for ${type}: ${JSON.stringify([...store.find(type as "runs", "workspace", workspace)], null, 1)} ${JSON.stringify([...store.all("vcs-tasks")], null, 1)}`,
          ),
        ),
      20_000,
    );
    settle();
  });
}

const run = (sandbox: Sandbox, workspace: string, number: number) =>
  newest(
    sandbox,
    "runs",
    workspace,
    ({ status }, all) => all.length >= number && FINAL_RUN_STATUSES.has(status),
  );

const revisionOf = async (sandbox: Sandbox, id: string) => {
  const { body } = await sandbox.get(`runs/${id}?include=vcs-revision,configuration-version`);
  return body.included.find((each: { type: string }) => each.type === "vcs-revisions")?.attributes;
};

describe("a Git server that only an agent reaches", () => {
  test("gives nothing without the agent, and configuration versions and runs with it", {
    timeout: 60_000,
  }, async () => {
    const { sandbox } = box;
    const app = new Repository(root, "acme/app");
    const first = app.push({ "infra/main.tf": main("one"), "readme.md": "Hello" }, "Begin\n\nWith a body");
    const server = new PrivateServer(repositories, PASSWORD);
    const proxy = await server.listen();
    // Nobody can resolve this name; the agent has a way there.
    const where = await linked(sandbox, "http://git.corp.invalid", {
      identifier: "acme/app",
      branch: "main",
      path: "infra",
      "trigger-patterns": "/infra/**\n!*.md",
    });
    const resynced = await sandbox.get(`workspaces/${where.workspace}/actions/resync`);
    expect(resynced.status).toBe(200);
    const waiting = await sandbox.sandbox("GET", `vcs-tasks?provider=${where.provider}`);
    expect(
      waiting.tasks.map((task: { kind: string; status: string }) => `${task.kind} ${task.status}`).sort(),
    ).toEqual(["fetch queued", "watch queued"]);
    expect(waiting.tasks[0].waitingFor).toMatch(
      /^An agent of VCS pool 'vcs-\d+' \(apool-\w+\): none is online\.$/,
    );
    const pending = await sandbox.list(`configuration-versions?filter[workspace]=${where.workspace}`);
    expect(pending.map(({ attributes }) => attributes.status)).toEqual(["pending"]);
    const refused = await sandbox.send(
      "GET",
      `/api/sandbox/v1/vcs-providers/${where.provider}/branches?repository=acme/app`,
    );
    expect(refused.status).toBe(409);

    const lost = await joinedAgent("lost", where.vcsToken, { SCALR_AGENT_VCS_INTERVAL: "1" });
    const failed = await newest(
      sandbox,
      "configuration-versions",
      where.workspace,
      ({ status }) => status === "errored",
    );
    expect(failed.errorMessage).toContain("git.corp.invalid");
    await lost.kill("SIGTERM");

    const relay = join(root, "relay");
    const agent = await joinedAgent("git-agent", where.vcsToken, {
      http_proxy: proxy,
      SCALR_AGENT_RELAY_DIR: relay,
      SCALR_AGENT_VCS_INTERVAL: "3600",
    });
    await joinedAgent("runner", await sandbox.poolToken(where.runPool));
    await run(sandbox, where.workspace, 1);
    const [applied] = sandbox.simulator.store.find("runs", "workspace", where.workspace);
    expect(applied).toMatchObject({ status: "applied", source: "vcs", message: "Begin" });
    expect(await revisionOf(sandbox, applied!.id)).toEqual({
      branch: "main",
      "clone-url": "http://git.corp.invalid/acme/app.git",
      "commit-message": "Begin\n\nWith a body",
      "commit-sha": first,
      "commit-url": `http://git.corp.invalid/acme/app/commit/${first}`,
      "repository-id": "acme/app",
      "sender-username": "Ann",
    });

    // A push that a hook of the server tells the agent's relay: nobody waits for the next look.
    app.tellRelay(relay, "bob");
    const second = app.push({ "infra/main.tf": main("two") }, "Two");
    const pushed = await run(sandbox, where.workspace, 2);
    expect(await revisionOf(sandbox, pushed.id)).toMatchObject({
      "commit-sha": second,
      "sender-username": "bob",
    });

    // What no trigger matches queues nothing; what comes after it does.
    app.push({ "readme.md": "Changed", "infra/notes.md": "Changed too" }, "Only words");
    const third = app.push({ "infra/main.tf": main("three") }, "Three");
    const last = await run(sandbox, where.workspace, 3);
    expect(await revisionOf(sandbox, last.id)).toMatchObject({ "commit-sha": third });
    const versions = sandbox.simulator.store.find("configuration-versions", "workspace", where.workspace);
    expect(versions.filter(({ status }) => status === "uploaded")).toHaveLength(3);

    // A change that is to be merged is planned and never applied.
    git(app.work, "checkout", "--quiet", "-b", "change");
    app.push({ "infra/main.tf": main("four") }, "Four", "refs/pull/1/head");
    const dry = await run(sandbox, where.workspace, 4);
    expect(dry).toMatchObject({ isDry: true, status: "planned_and_finished" });
    expect(await revisionOf(sandbox, dry.id)).toMatchObject({
      branch: "pull/1/head",
      "commit-message": "Four",
    });

    const branches = await sandbox.sandbox(
      "GET",
      `vcs-providers/${where.provider}/branches?repository=acme/app`,
    );
    expect(branches).toEqual({
      repository: "acme/app",
      defaultBranch: "main",
      branches: [{ name: "main", sha: third }],
    });
    while (
      !server.statuses.some(({ body }) => body.context?.endsWith("/dry-run") && body.state === "success")
    )
      await new Promise((resolve) => setTimeout(resolve, 25));
    const told = server.statuses.filter(({ url }) => url.endsWith(second));
    expect(told.map(({ body }) => body.state)).toEqual(["pending", "success"]);
    expect(told[0]!.url).toBe(`/api/v3/repos/acme/app/statuses/${second}`);
    expect(JSON.stringify(agent.lines)).not.toContain(PASSWORD);
    expect(JSON.stringify(await sandbox.sandbox("GET", "vcs-tasks"))).not.toContain(PASSWORD);
    expect(readdirSync(relay)).toEqual([]);
    expect((await agent.kill("SIGTERM")).code).toBe(0);
  });
});
void onTestFinished;
void AgentProcess;
