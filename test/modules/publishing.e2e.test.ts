import { join } from "node:path";
import { list } from "tar";
import { beforeAll, describe, expect, test } from "vitest";
import { FINAL_RUN_STATUSES } from "../../simulator/runs/run-transition-rules.js";
import { joinedAgent } from "../agent/agent-process.js";
import { afterSuite } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { folder, git, PrivateServer, Repository } from "../vcs/git-server.js";
import { createModule, gitProvider, type Linked, PASSWORD, settledVersion, until } from "./stage.js";

const box = useSandbox();
const root = folder();
const REGISTRY = "/api/registry/v1/modules";

const tag = (repository: Repository, name: string, ...args: string[]) => {
  git(repository.work, "tag", ...args, name);
  git(repository.work, "push", "--quiet", "origin", "--tags", "--force");
};

async function registry(path: string, token: string | null = box.sandbox.simulator.token) {
  const response = await fetch(`${box.sandbox.simulator.url}${path}`, {
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
  });
  const text = response.status === 200 ? await response.text() : "";
  return { status: response.status, text, headers: response.headers };
}

const versionsAt = async (source: string): Promise<string[]> => {
  const { status, text } = await registry(`${REGISTRY}/${source}/versions`);
  expect(status).toBe(200);
  return JSON.parse(text).modules[0].versions.map(({ version }: { version: string }) => version);
};

/** Names in the archive that a version is fetched as. */
async function filesOf(
  source: string,
  version: string,
): Promise<{ readonly link: URL; readonly files: string[] }> {
  const { status, headers } = await registry(`${REGISTRY}/${source}/${version}/download`);
  expect(status).toBe(204);
  const link = new URL(headers.get("X-Terraform-Get")!);
  const [address] = link.href.replace("://", ":@@").split("//");
  const answer = await fetch(address!.replace(":@@", "://").split("?")[0]!);
  expect(answer.status).toBe(200);
  const files: string[] = [];
  const parser = list({ onReadEntry: (entry) => files.push(entry.path) });
  await new Promise<void>((resolve, reject) => {
    parser.on("end", resolve).on("error", reject);
    void answer.arrayBuffer().then((bytes) => parser.end(Buffer.from(bytes)));
  });
  return { link, files };
}

describe("modules of a Git server that only an agent reaches", { timeout: 180_000 }, () => {
  const atEnd = afterSuite();
  let linked: Linked;
  let vpc: Repository;
  let module: string;
  const relay = join(root, "relay");

  beforeAll(async () => {
    const { sandbox } = box;
    vpc = new Repository(root, "acme/terraform-aws-vpc");
    vpc.push({ "main.tf": 'output "is" {\n  value = "one"\n}\n', "README.md": "A VPC" }, "One");
    tag(vpc, "v1.0.0");
    vpc.push({ "main.tf": 'output "is" {\n  value = "two"\n}\n' }, "Two");
    // An annotated tag is an object of its own.
    tag(vpc, "1.10.0", "-m", "Release", "-a");
    tag(vpc, "not-a-version");
    tag(vpc, "v2.0.0-rc.1");
    linked = await gitProvider(sandbox);
    module = (await createModule(sandbox, linked.provider, { identifier: "acme/terraform-aws-vpc" })).id;
  });

  test("are pending without an agent, and published from the tags with one", async () => {
    const { sandbox } = box;
    const made = await sandbox.read("modules", module);
    expect(made.attributes).toMatchObject({ name: "vpc", provider: "aws", status: "pending" });
    expect(made.attributes.source).toBe(`${sandbox.accountId}/vpc/aws`);

    const server = new PrivateServer(join(root, "repositories"), PASSWORD);
    const proxy = await server.listen();
    await joinedAgent("git-agent", linked.poolToken, {
      http_proxy: proxy,
      SCALR_AGENT_RELAY_DIR: relay,
      SCALR_AGENT_VCS_INTERVAL: "3600",
    });
    for (const version of ["1.0.0", "1.10.0", "2.0.0-rc.1"])
      expect(await settledVersion(sandbox, module, version)).toMatchObject({ status: "ok" });
    const published = await sandbox.read("modules", module);
    expect(published.attributes).toMatchObject({ status: "setup_complete", "error-message": null });
    const latest = await sandbox.get(`modules/${module}?include=latest-module-version`);
    expect(latest.body.included[0].attributes).toMatchObject({ version: "1.10.0", status: "ok" });
    expect(latest.body.included[0].attributes.size).toBeGreaterThan(0);
    const account = sandbox.simulator.store.get("accounts", sandbox.accountId)!.name;
    for (const namespace of [account, sandbox.accountId])
      expect(await versionsAt(`${namespace}/vpc/aws`)).toEqual(["2.0.0-rc.1", "1.10.0", "1.0.0"]);
    const { files, link } = await filesOf(`${account}/vpc/aws`, "1.10.0");
    expect(files.map((file) => file.replace(/^\.\//, "")).filter((file) => file !== "")).toEqual(
      expect.arrayContaining(["main.tf", "README.md"]),
    );
    expect(files.join()).not.toContain(".git/");
    expect(link.search).toBe("?archive=tar.gz");
    expect((await registry(`${REGISTRY}/${account}/vpc/aws/3.0.0/download`)).status).toBe(404);

    // A tag that is pushed is a version as soon as the server's hook has told the agent's relay.
    vpc.tellRelay(relay, "bob");
    vpc.push({ "main.tf": 'output "is" {\n  value = "three"\n}\n' }, "Three");
    tag(vpc, "v2.0.0");
    expect(await settledVersion(sandbox, module, "2.0.0")).toMatchObject({ status: "ok" });
    const released = await sandbox.get(`modules/${module}?include=latest-module-version`);
    expect(released.body.included[0].attributes.version).toBe("2.0.0");

    // What is published stays as it is when its tag is moved, until somebody asks for it.
    const revisionOf = async (version: string) => {
      const { id } = await settledVersion(sandbox, module, version);
      const { body } = await sandbox.get(`module-versions/${id}?include=vcs-revision`);
      return {
        id,
        sha: body.included[0].attributes["commit-sha"],
        branch: body.included[0].attributes.branch,
      };
    };
    const before = await revisionOf("2.0.0");
    expect(before.branch).toBe("v2.0.0");
    const moved = vpc.push({ "main.tf": 'output "is" {\n  value = "moved"\n}\n' }, "Moved");
    tag(vpc, "v2.0.0", "--force");
    tag(vpc, "v2.0.1");
    await settledVersion(sandbox, module, "2.0.1");
    expect(await revisionOf("2.0.0")).toEqual(before);
    expect((await sandbox.get(`module-versions/${before.id}/actions/resync`)).status).toBe(200);
    await until(sandbox, () =>
      sandbox.simulator.store.get("module-versions", before.id)!.status === "ok" ? true : undefined,
    );
    expect(await revisionOf("2.0.0")).toMatchObject({ sha: moved });

    // A folder of a repository of many, whose tags have a prefix.
    const mono = new Repository(root, "acme/infrastructure");
    mono.push({ "modules/queue/main.tf": "", "modules/common/main.tf": "", "other.txt": "" }, "Begin");
    tag(mono, "queue/v0.1.0");
    tag(mono, "v9.9.9");
    const repo = { identifier: "acme/infrastructure", path: "modules/queue", "tag-prefix": "queue/" };
    const namespace = await sandbox.create("module-namespaces", { name: "platform", "is-shared": true });
    const queue = await sandbox.create(
      "modules",
      { name: "queue", provider: "null", "vcs-repo": repo },
      { "vcs-provider": linked.provider, namespace: namespace.id },
    );
    await settledVersion(sandbox, queue.id, "0.1.0");
    expect(await versionsAt("platform/queue/null")).toEqual(["0.1.0"]);
    const { link: inFolder, files: all } = await filesOf("platform/queue/null", "0.1.0");
    expect(inFolder.pathname).toMatch(/\/\/modules\/queue$/);
    expect(all.join()).toContain("modules/common/main.tf");

    // What is not a module says so, and is tried again when somebody asks.
    const missing = await sandbox.create(
      "modules",
      { name: "gone", provider: "null", "vcs-repo": { ...repo, path: "modules/gone" } },
      { "vcs-provider": linked.provider },
    );
    const failed = await settledVersion(sandbox, missing.id, "0.1.0");
    expect(failed).toMatchObject({
      status: "errored",
      errorMessage: "The folder 'modules/gone' has no configuration files (*.tf) at refs/tags/queue/v0.1.0.",
    });
    const errored = await sandbox.read("modules", missing.id);
    expect(errored.attributes.status).toBe("errored");
    expect(errored.attributes["error-message"]).toContain("The folder 'modules/gone' has no");
    expect((await sandbox.send("POST", `modules/${missing.id}/actions/resync`)).status).toBe(200);
    const again = await until(sandbox, () =>
      sandbox.simulator.store
        .find("vcs-tasks", "moduleVersion", failed.id)
        .filter(({ status }) => status === "finished" || status === "errored").length > 1
        ? true
        : undefined,
    );
    expect(again).toBe(true);

    const unreachable = await createModule(sandbox, linked.provider, {
      identifier: "acme/terraform-aws-none",
    });
    const fault = await until(sandbox, () => {
      const found = sandbox.simulator.store
        .find("vcs-repositories", "provider", linked.provider)
        .find(({ identifier }) => identifier === "acme/terraform-aws-none");
      return found?.error ?? undefined;
    });
    expect((await sandbox.read("modules", unreachable.id)).attributes).toMatchObject({
      status: "errored",
      "error-message": fault,
    });

    // Without code: the workspace's configuration is the version, and its runs are of it.
    const environment = await sandbox.environment("no-code");
    const pool = await sandbox.pool("runners");
    await joinedAgent("runner", await sandbox.poolToken(pool.id));
    const one = await settledVersion(sandbox, module, "1.0.0");
    const workspace = await sandbox.create(
      "workspaces",
      { name: "from-a-module", "auto-queue-runs": "always", "auto-apply": true },
      { environment: environment.id, "agent-pool": pool.id, "module-version": one.id },
    );
    const runsOf = () => sandbox.simulator.store.find("runs", "workspace", workspace.id);
    const ended = (n: number) =>
      until(sandbox, () => {
        const run = runsOf()[n - 1];
        return run && FINAL_RUN_STATUSES.has(run.status) ? run : undefined;
      });
    expect(await ended(1)).toMatchObject({
      status: "applied",
      source: "module",
      message: "Version 1.0.0 of module vpc",
    });
    const outputs = async () =>
      (await sandbox.get(`workspaces/${workspace.id}/outputs`)).body as Record<string, { value: string }>;
    expect(JSON.stringify(await outputs())).toContain("one");
    const ten = await settledVersion(sandbox, module, "1.10.0");
    const changed = await sandbox.send("PATCH", `workspaces/${workspace.id}`, {
      data: {
        type: "workspaces",
        id: workspace.id,
        relationships: { "module-version": { data: { type: "module-versions", id: ten.id } } },
      },
    });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    expect(await ended(2)).toMatchObject({ status: "applied" });
    expect(JSON.stringify(await outputs())).toContain("two");
    // A run that somebody asks for at once waits for the copy.
    const second = await sandbox.create(
      "workspaces",
      { name: "again", "auto-queue-runs": "never", "auto-apply": true },
      { environment: environment.id, "agent-pool": pool.id, "module-version": ten.id },
    );
    const asked = await sandbox.run(second.id);
    const done = await until(sandbox, () => {
      const run = sandbox.simulator.store.get("runs", asked.id)!;
      return FINAL_RUN_STATUSES.has(run.status) ? run : undefined;
    });
    expect(done.status).toBe("applied");

    const both = await sandbox.send("PATCH", `workspaces/${second.id}`, {
      data: {
        type: "workspaces",
        id: second.id,
        attributes: { "vcs-repo": { identifier: "acme/infrastructure" } },
        relationships: { "vcs-provider": { data: { type: "vcs-providers", id: linked.provider } } },
      },
    });
    expect(both.status).toBe(422);
    expect(both.body.errors[0].detail).toContain(
      "takes its code from the repository 'acme/infrastructure' and cannot use",
    );
    await sandbox.send("DELETE", `modules/${unreachable.id}`);
  });
  void atEnd;
});
