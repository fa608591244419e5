import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { list } from "tar";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Entities } from "../../simulator/core/entities.js";
import { joinedAgent } from "../agent/agent-process.js";
import { afterSuite } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { folder, git, PrivateServer, Repository } from "./git-server.js";
import { linked, main, newest, PASSWORD, revisionOf, run } from "./linked-workspace.js";

const box = useSandbox();
const root = folder();
const repositories = join(root, "repositories");

describe("a Git server that only an agent reaches", () => {
  test("gives nothing without the agent, and configuration versions and runs with it", {
    timeout: 180_000,
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
      /^An agent: none in VCS pool 'vcs-\d+' \(apool-\w+\) is online\.$/,
    );
    const pending = await sandbox.list(`configuration-versions?filter[workspace]=${where.workspace}`);
    expect(pending.map(({ attributes }) => attributes.status)).toEqual(["pending"]);
    const refused = await sandbox.send(
      "GET",
      `/api/sandbox/v1/vcs-providers/${where.provider}/branches?repository=acme/app`,
    );
    expect(refused.status).toBe(409);

    const lost = await joinedAgent("lost", where.vcsToken, { http_proxy: "http://127.0.0.1:9" });
    const failed = await newest(
      sandbox,
      "configuration-versions",
      where.workspace,
      ({ status }) => status === "errored",
    );
    expect(failed.errorMessage).toMatch(/^git fetch failed: /);
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
    // All was well since the agent is there: nothing was handed out twice.
    const done = sandbox.simulator.store
      .find("vcs-tasks", "provider", where.provider)
      .filter(({ request, status }) => request.kind !== "watch" && status === "finished");
    expect(done.length).toBeGreaterThan(5);
    expect(done.filter(({ attempt }) => attempt !== 1)).toEqual([]);
    expect((await agent.kill("SIGTERM")).code).toBe(0);
  });
});

describe("an agent that reads repositories by file:// and ssh", () => {
  let vcsPool = "";
  const atEnd = afterSuite();
  const versionOf = async (url: string, repo: object): Promise<Entities["configuration-versions"]> => {
    const { sandbox } = box;
    const { workspace } = await linked(sandbox, url, repo, { "auto-queue-runs": "never" }, vcsPool);
    expect((await sandbox.get(`workspaces/${workspace}/actions/resync`)).status).toBe(200);
    return newest(sandbox, "configuration-versions", workspace, ({ status }) => status !== "pending");
  };

  beforeAll(async () => {
    const pool = await box.sandbox.create("agent-pools", { name: "vcs-files", "vcs-enabled": true });
    vcsPool = pool.id;
    // Runs what it was to run on the server, on this machine.
    const ssh = join(root, "ssh");
    writeFileSync(ssh, `#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n`);
    chmodSync(ssh, 0o755);
    mkdirSync(repositories, { recursive: true });
    await joinedAgent(
      "files",
      await box.sandbox.poolToken(pool.id),
      { SCALR_AGENT_VCS_FILE_ROOT: repositories, GIT_SSH_COMMAND: ssh, SCALR_AGENT_VCS_INTERVAL: "3600" },
      atEnd,
    );
  });

  test("packs submodules and nothing of git, and leaves the status of a run as a note", {
    timeout: 180_000,
  }, async () => {
    const { sandbox } = box;
    const lib = new Repository(root, "acme/lib");
    lib.push({ "lib.tf": "" });
    const uses = new Repository(root, "acme/uses");
    uses.push({ "main.tf": "" });
    git(
      uses.work,
      "-c",
      "protocol.file.allow=always",
      "submodule",
      "--quiet",
      "add",
      lib.bare,
      "modules/lib",
    );
    git(uses.work, "config", "--file", ".gitmodules", "submodule.modules/lib.url", "../lib.git");
    const sha = uses.push({}, "Use the library");
    const version = await versionOf(`file://${repositories}`, {
      identifier: "acme/uses",
      "ingress-submodules": true,
    });
    expect(version).toMatchObject({ status: "uploaded", errorMessage: null });
    const files: string[] = [];
    const archive = await sandbox.simulator.store.blobs.read(`configurations/${version.id}`);
    const lister = list({ onReadEntry: ({ path }) => files.push(path) });
    const listed = new Promise((resolve) => lister.on("end", resolve));
    lister.end(archive);
    await listed;
    expect(files.filter((path) => !path.endsWith("/")).sort()).toEqual([
      "./.gitmodules",
      "./main.tf",
      "./modules/lib/lib.tf",
    ]);

    await sandbox.run(version.workspace, version.id);
    const { store } = sandbox.simulator;
    const told = () =>
      [...store.all("vcs-tasks")].find(({ request }) => request.kind === "status" && request.sha === sha)!;
    await sandbox.until("vcs-tasks", told().id, (task) => task!.finishedAt !== null, 60_000);
    expect(told().error).toBeNull();
    const note = git(uses.bare, "notes", "--ref=scalr", "show", sha);
    expect(note).toMatch(/^scalr\/vcs-env-\d+\/app: pending: The run is queued\.$/);
  });

  test("reads over ssh by the operator's own program", async () => {
    const { error, status } = await versionOf(`ssh://git@git.corp.invalid${repositories}`, {
      identifier: "acme/lib",
    }).then(({ errorMessage, status }) => ({ error: errorMessage, status }));
    expect({ error, status }).toEqual({ error: null, status: "uploaded" });
  });

  test("watches repositories that have more refs together than one report takes", {
    timeout: 180_000,
  }, async () => {
    const { sandbox } = box;
    const repos = Array.from({ length: 6 }, (_, at) => ({ identifier: `acme/many-${at}` }));
    for (const { identifier } of repos) {
      const repository = new Repository(root, identifier);
      const sha = repository.push({ "main.tf": "" });
      const refs = Array.from({ length: 4_900 }, (_, at) => `${sha} refs/pull/${at + 1}/head\n`);
      writeFileSync(
        join(repository.bare, "packed-refs"),
        `# pack-refs with: peeled fully-peeled \n${refs.join("")}`,
      );
    }
    const attributes = { "auto-queue-runs": "never" };
    const first = await linked(sandbox, `file://${repositories}`, repos[0]!, attributes, vcsPool);
    const { environment } = sandbox.simulator.store.get("workspaces", first.workspace)!;
    const workspaces = [first.workspace];
    for (const repo of repos.slice(1))
      workspaces.push(
        (
          await sandbox.create(
            "workspaces",
            { name: repo.identifier.replace("/", "-"), "vcs-repo": repo as never, ...attributes },
            { environment, "vcs-provider": first.provider },
          )
        ).id,
      );
    for (const workspace of workspaces)
      expect(
        await newest(sandbox, "configuration-versions", workspace, ({ status }) => status !== "pending"),
      ).toMatchObject({ status: "uploaded", errorMessage: null });
  });

  test("refuses what leads elsewhere, or is an option in disguise", { timeout: 180_000 }, async () => {
    const outside = new Repository(join(root, "outside"), "acme/app");
    outside.push({ "main.tf": "" });
    const links = new Repository(root, "acme/links");
    mkdirSync(links.work, { recursive: true });
    symlinkSync("/etc/passwd", join(links.work, "passwd"));
    links.push({ "main.tf": "" });
    const stray = new Repository(root, "acme/stray");
    stray.push({
      "main.tf": "",
      ".gitmodules": `[submodule "x"]\n\tpath = x\n\turl = http://169.254.169.254/x.git\n`,
    });
    const reached: string[] = [];
    const target = createServer((request, response) => {
      reached.push(request.url!);
      response.end();
    });
    // Known before it is asked: it may be asked once more after the test, when the other one listens no longer.
    let location = "";
    const redirecting = createServer((request, response) =>
      response.writeHead(302, { location: `${location}${request.url}` }).end(),
    );
    const portOf = (server: typeof target) => (server.address() as AddressInfo).port;
    for (const server of [target, redirecting]) {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      onTestFinished(() => void server.close());
    }
    location = `http://127.0.0.1:${portOf(target)}`;
    const files = `file://${repositories}`;
    const refused: readonly (readonly [string, object, RegExp])[] = [
      [
        `file://${outside.root}/repositories`,
        { identifier: "acme/app" },
        /is not below .* \(SCALR_AGENT_VCS_FILE_ROOT\)/,
      ],
      [`file://${repositories}/../outside/repositories`, { identifier: "acme/app" }, /is not below/],
      [files, { identifier: "--upload-pack=touch" }, /is not a repository identifier/],
      [files, { identifier: "acme/../../outside/repositories/acme/app" }, /is not a repository identifier/],
      [files, { identifier: "acme/none" }, /There is no repository at /],
      [
        files,
        { identifier: "acme/links" },
        /The link '.*passwd' points outside the archive, to '\/etc\/passwd'/,
      ],
      [
        files,
        { identifier: "acme/stray", "ingress-submodules": true },
        /submodule at 'http:\/\/169.254.169.254\/x.git' is not on VCS provider/,
      ],
      [files, { identifier: "acme/lib", branch: "gone" }, /couldn't find remote ref refs\/heads\/gone/],
      [files, { identifier: "acme/lib", branch: "a..b" }, /is not a branch name/],
      ["ext::sh", { identifier: "acme/app" }, /must be one of http, https, ssh or file/],
      [`http://127.0.0.1:${portOf(redirecting)}`, { identifier: "acme/app" }, /git fetch failed/],
    ];
    for (const [url, repo, message] of refused) {
      const { status, errorMessage } = await versionOf(url, repo);
      expect({ repo, status, errorMessage }).toEqual({
        repo,
        status: "errored",
        errorMessage: expect.stringMatching(message),
      });
    }
    expect(reached).toEqual([]);
  });
});

test("without git an agent says what is missing", { timeout: 180_000 }, async () => {
  const { sandbox } = box;
  const where = await linked(sandbox, `file://${repositories}`, { identifier: "acme/lib" });
  await joinedAgent("no-git", where.vcsToken, { PATH: "/nowhere", SCALR_AGENT_VCS_FILE_ROOT: repositories });
  await sandbox.get(`workspaces/${where.workspace}/actions/resync`);
  const version = await newest(
    sandbox,
    "configuration-versions",
    where.workspace,
    ({ status }) => status === "errored",
  );
  expect(version.errorMessage).toBe(
    "git is not installed on the agent's machine, or not on its PATH. Install git 2.31 or newer there.",
  );
});
