import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { gone, logOf, reached, workspaceWith } from "../../agent/workshop.js";
import { unique } from "../../api/support.js";
import { afterSuite, temporaryFolder } from "../../support/process.js";
import { useSandbox } from "../../support/sandbox.js";
import { folder } from "../../vcs/git-server.js";
import { createHook, environmentWith, type HookStage, hookStage, REPOSITORY, settled } from "./stage.js";

const box = useSandbox({ clock: "real" });
const root = folder();
const atEnd = afterSuite();
let stage: HookStage;

const STACK = 'resource "terraform_data" "a" { input = "a" }';
/** Says when it runs, from a file beside it, and hands a variable to what comes after it. */
const SAY = `. "$(dirname "$0")/words/greeting"
echo "[$greeting] $SCALR_TERRAFORM_OPERATION, code \${SCALR_TERRAFORM_EXIT_CODE:-none}, in $(ls *.tf)"
echo ADDED="by $greeting" >> "$SCALR_AGENT_ENV"
`;

beforeAll(async () => {
  stage = await hookStage(box.sandbox, root, atEnd, {
    "say.sh": SAY,
    "words/greeting": "greeting=hello\n",
    "fail.sh": "echo it is Friday\nexit 7\n",
  });
});

const inOrder = (log: string, parts: readonly string[]) => {
  const at = parts.map((part) => log.indexOf(part));
  expect(at, log).toEqual([...at].sort((a, b) => a - b));
  expect(at[0], log).toBeGreaterThanOrEqual(0);
};

/** A run of a workspace in an environment, once it has ended. */
async function ran(environment: string, attributes: object = {}) {
  const { sandbox, where } = stage;
  const workspace = await workspaceWith(sandbox, { environment, pool: where.pool }, STACK, attributes);
  const run = await sandbox.run(workspace);
  const end = await reached(sandbox, run);
  const [plan, apply] = [await logOf(sandbox, run, "plan"), await logOf(sandbox, run, "apply")];
  return { run, end, plan, apply, workspace };
}

describe("hooks of the registry", { timeout: 120_000 }, () => {
  it("run around every phase before the workspace's hooks, by name, from a commit that the log names", async () => {
    const { sandbox } = stage;
    const second = await createHook(stage, "say", { name: "b-say", "scriptfile-path": "say.sh" });
    const first = await createHook(stage, "say", { name: "a-say", "scriptfile-path": "/say.sh" });
    for (const hook of [first, second])
      expect(await settled(stage, hook)).toMatchObject({ status: "active", "error-message": null });
    const all = ["pre-init", "pre-plan", "post-plan", "pre-apply", "post-apply"];
    const environment = await environmentWith(stage, unique("order"), [
      [second, ["pre-plan"]],
      [first, all],
    ]);
    const { end, plan, apply, run } = await ran(environment, {
      hooks: { "pre-plan": 'echo "workspace last, $ADDED"', "post-apply": "echo the end" },
    });
    expect(end, `${plan}${apply}`).toMatchObject({ status: "applied", errorMessage: null });
    const sha = sandbox.simulator.store.find("vcs-revisions", "follower", first.id)[0]!.commitSha!;
    const from = `from ${REPOSITORY} at ${sha.slice(0, 7)} (main) runs.`;
    inOrder(plan, [
      `Hook 'a-say' (${first.id}), pre-init, ${from}`,
      "[hello] plan, code none, in main.tf",
      `Hook 'a-say' (${first.id}), pre-plan, ${from}`,
      `Hook 'b-say' (${second.id}), pre-plan, ${from}`,
      "The pre-plan hook runs.",
      "workspace last, by hello",
      "1 to add",
      `Hook 'a-say' (${first.id}), post-plan, ${from}`,
      "[hello] plan, code 0",
    ]);
    inOrder(apply, [
      `Hook 'a-say' (${first.id}), pre-init, ${from}`,
      `Hook 'a-say' (${first.id}), pre-apply, ${from}`,
      "1 added",
      `Hook 'a-say' (${first.id}), post-apply, ${from}`,
      "[hello] apply, code 0",
      "The post-apply hook runs.",
    ]);
    expect(apply).not.toContain("b-say");
    const tasks = sandbox.simulator.store.find("tasks", "run", run.id);
    expect(
      tasks.map(({ hooks }) => hooks!.map(({ name, events, commit }) => [name, events, commit])),
    ).toEqual([
      [
        ["a-say", ["pre-init", "pre-plan", "post-plan"], sha],
        ["b-say", ["pre-plan"], sha],
      ],
      [["a-say", ["pre-init", "pre-apply", "post-apply"], sha]],
    ]);
  });

  it("follow their branch: the next run executes what was pushed", async () => {
    const { sandbox, repository } = stage;
    repository.push({ "moving.sh": "echo before the push\n" });
    const hook = await createHook(stage, "moving");
    await settled(stage, hook);
    const environment = await environmentWith(stage, unique("moving"), [[hook, ["pre-plan"]]]);
    expect((await ran(environment)).plan).toContain("before the push");
    const before = sandbox.simulator.store.get("hooks", hook.id)!.vcsRevision;
    const sha = repository.push({ "moving.sh": "echo after the push\n" });
    await sandbox.until("hooks", hook.id, (now) => now!.vcsRevision !== before);
    expect((await ran(environment)).plan).toMatch(
      new RegExp(`at ${sha.slice(0, 7)} \\(main\\) runs\\.\\n[\\s\\S]*after the push`),
    );
    const shown = await sandbox.get(`hooks/${hook.id}?include=vcs-revision`);
    expect(shown.body.included[0].attributes["commit-sha"]).toBe(sha);
    // Another script is fetched before it counts.
    await sandbox.update("hooks", hook.id, { "scriptfile-path": "say.sh" });
    await settled(stage, hook);
    expect((await ran(environment)).plan).toContain("[hello] plan");
  });

  it("end the run where they fail, and what comes after them does not run", async () => {
    const hook = await createHook(stage, "fail");
    await settled(stage, hook);
    const environment = await environmentWith(stage, unique("fail"), [[hook, ["pre-plan"]]]);
    const { end, plan } = await ran(environment, {
      hooks: { "pre-plan": "echo never", "post-plan": "echo never" },
    });
    expect(end.status).toBe("errored");
    expect(end.errorMessage).toMatch(
      /^Hook 'fail' \(hook-\w+\), pre-plan, from acme\/hooks at \w{7} \(main\) has failed: exit code 7\. Its output is in the log\.$/,
    );
    expect(plan).toContain("it is Friday");
    expect(plan).not.toContain("never");
    expect(plan).not.toContain("to add");
    // After an apply, what was applied stays.
    const after = await environmentWith(stage, unique("fail"), [[hook, ["post-apply"]]]);
    const late = await ran(after);
    expect(late.end.errorMessage).toContain("post-apply");
    expect(late.apply).toContain("1 added");
    const { store } = stage.sandbox.simulator;
    expect(store.get("workspaces", late.workspace)!.currentStateVersion).not.toBeNull();
  });

  it("that hang end with their process group when the run is canceled, and delay nobody else", async () => {
    const { sandbox, repository, where } = stage;
    const trace = temporaryFolder("hang-");
    repository.push({ "hang.sh": `sleep 600 & echo $! > ${trace}/pid\ntouch ${trace}/begun\nwait\n` });
    const hook = await createHook(stage, "hang");
    await settled(stage, hook);
    const environment = await environmentWith(stage, unique("hang"), [[hook, ["pre-init"]]]);
    const workspace = await workspaceWith(sandbox, { environment, pool: where.pool }, STACK);
    const run = await sandbox.run(workspace);
    await expect.poll(() => existsSync(join(trace, "begun"))).toBe(true);
    expect((await ran(where.environment)).end.status).toBe("applied");
    expect((await sandbox.send("POST", `runs/${run.id}/actions/cancel`)).status).toBe(200);
    expect(await reached(sandbox, run)).toMatchObject({ status: "canceled" });
    const pid = Number(readFileSync(join(trace, "pid"), "utf8"));
    await expect.poll(() => gone(pid)).toBe(true);
  });

  it("that leave a program in the background do not hold their run; it ends with the task", async () => {
    const { repository } = stage;
    const trace = temporaryFolder("background-");
    repository.push({ "background.sh": `sleep 600 &\necho $! > ${trace}/pid\n` });
    const hook = await createHook(stage, "background");
    await settled(stage, hook);
    const environment = await environmentWith(stage, unique("background"), [[hook, ["pre-plan"]]]);
    expect((await ran(environment)).end.status).toBe("applied");
    const pid = Number(readFileSync(join(trace, "pid"), "utf8"));
    await expect.poll(() => gone(pid)).toBe(true);
  });
});

describe("a hook that cannot be executed", { timeout: 120_000 }, () => {
  it("is errored when its commit has no such script, and ends runs before any agent has them", async () => {
    const { sandbox, repository } = stage;
    const hook = await createHook(stage, "missing");
    const sha = repository.push({});
    await expect
      .poll(async () => (await settled(stage, hook))["error-message"])
      .toBe(`Commit ${sha.slice(0, 7)} has no file 'missing.sh'.`);
    expect((await settled(stage, hook)).status).toBe("errored");
    const name = unique("missing");
    const environment = await environmentWith(stage, name, [[hook, ["post-apply"]]]);
    const { end, run } = await ran(environment);
    expect(end).toMatchObject({
      status: "errored",
      errorMessage:
        `Hook 'missing' (${hook.id}) of environment '${name}' cannot be executed: Commit ${sha.slice(0, 7)} has no file ` +
        "'missing.sh'. Fix that, resync the hook or push to its branch, and queue the run again.",
    });
    expect(sandbox.simulator.store.find("tasks", "run", run.id)).toEqual([]);
    repository.push({ "missing.sh": "echo found\n" });
    await sandbox.until("hooks", hook.id, (now) => now!.vcsRevision !== null);
    expect((await ran(environment)).end.status).toBe("applied");
  });

  it("says which branch or repository is not there, and is fetched again on request", async () => {
    const { sandbox, repository } = stage;
    const hook = await createHook(stage, "say", {
      name: unique("branch"),
      "vcs-repo": { identifier: REPOSITORY, branch: "none" },
    });
    expect((await settled(stage, hook))["error-message"]).toBe(
      `The repository '${REPOSITORY}' has no branch 'none'.`,
    );
    repository.push({}, "Branch", "refs/heads/none");
    await sandbox.until("hooks", hook.id, (now) => now!.vcsRevision !== null);
    const first = sandbox.simulator.store.get("hooks", hook.id)!.vcsRevision;
    expect((await sandbox.get(`hooks/${hook.id}/actions/resync`)).status).toBe(200);
    await sandbox.until("hooks", hook.id, (now) => now!.vcsRevision !== first);
    const lost = await createHook(stage, "say", {
      name: unique("lost"),
      "vcs-repo": { identifier: "acme/gone" },
    });
    await expect
      .poll(async () => (await sandbox.read("hooks", lost.id)).attributes)
      .toMatchObject({ status: "errored", "error-message": expect.stringContaining("git ls-remote failed") });
    const environment = await environmentWith(stage, unique("lost"), [[lost, ["pre-plan"]]]);
    expect((await ran(environment)).end.errorMessage).toContain("cannot be executed: git ls-remote failed");
  });

  it("says that its interpreter is not there, or that its script is a link out of its repository", async () => {
    const { linked, sandbox } = stage;
    const hook = await createHook(stage, "say", {
      name: unique("ruby"),
      interpreter: "no-such-interpreter -x",
    });
    await settled(stage, hook);
    const environment = await environmentWith(stage, unique("ruby"), [[hook, ["pre-plan"]]]);
    expect((await ran(environment)).end.errorMessage).toMatch(
      /cannot be executed: Its interpreter 'no-such-interpreter' is not on the agent's PATH\. Install it/,
    );
    for (const path of ["../say.sh", "words", "words/../../say.sh"]) {
      const outside = await createHook(stage, "say", { name: unique("out"), "scriptfile-path": path });
      expect((await settled(stage, outside)).status).toBe("errored");
    }
    expect(linked.provider).toBeTruthy();
    // Without an agent pool nobody can read it.
    const alone = await sandbox.create("vcs-providers", {
      name: unique("gh"),
      "vcs-type": "github",
      token: "t",
    });
    const unread = await sandbox.create(
      "hooks",
      {
        name: unique("alone"),
        interpreter: "sh",
        "scriptfile-path": "a.sh",
        "vcs-repo": { identifier: "acme/public" },
      },
      { "vcs-provider": alone.id },
    );
    expect(unread.attributes).toMatchObject({
      status: "errored",
      "error-message": expect.stringContaining(
        "has no agent pool, and the sandbox does not contact Git servers itself",
      ),
    });
    expect((await sandbox.get(`hooks/${unread.id}/actions/resync`)).status).toBe(409);
  });

  it("waits for nothing: a run before the first commit says so", async () => {
    const { sandbox } = stage;
    const pool = await sandbox.create("agent-pools", { name: unique("git"), "vcs-enabled": true });
    const provider = await sandbox.create(
      "vcs-providers",
      { name: unique("git"), "vcs-type": "github_enterprise", url: "http://git.invalid", token: "t" },
      { "agent-pool": pool.id },
    );
    const hook = await sandbox.create(
      "hooks",
      {
        name: "early",
        interpreter: "sh",
        "scriptfile-path": "a.sh",
        "vcs-repo": { identifier: "acme/none" },
      },
      { "vcs-provider": provider.id },
    );
    expect(hook.attributes).toMatchObject({ status: "pending", "error-message": null });
    const environment = await environmentWith(stage, unique("early"), [[hook, ["pre-plan"]]]);
    expect((await ran(environment)).end.errorMessage).toContain(
      "no commit of 'acme/none' has been fetched yet. Queue the run again when the hook is active.",
    );
  });
});

it("a hook that writes outside its folder does not hurt what its agent keeps", {
  timeout: 60_000,
}, async () => {
  const { repository, where } = stage;
  repository.push({
    "vandal.sh": `here=$(cd "$(dirname "$0")" && pwd)
for place in "$here/../.." "$here/../../.."; do
  for name in owner .owner state-record.json; do echo rubbish > "$place/$name" 2>/dev/null; done
done
for record in "$here"/../../*.state-record.json "$here"/../../../*.state-record.json; do echo rubbish > "$record"; done 2>/dev/null
ln -s /etc/passwd "$here/../../out/plan-json" 2>/dev/null
ln -s / "$here/../../../elsewhere" 2>/dev/null
exit 0
`,
  });
  const hook = await createHook(stage, "vandal");
  await settled(stage, hook);
  const environment = await environmentWith(stage, unique("vandal"), [[hook, ["pre-init", "post-apply"]]]);
  const { end } = await ran(environment);
  expect(["applied", "errored"]).toContain(end.status);
  // The agent is as it was: it answers, and what it executes next is whole.
  expect((await ran(where.environment)).end.status).toBe("applied");
  expect(where.agent.lines.filter(({ level }) => level === "error")).toEqual([]);
  expect(existsSync("/etc/passwd")).toBe(true);
});
