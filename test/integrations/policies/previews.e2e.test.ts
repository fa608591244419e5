/** Previews of proposed policies: real Git, and the agent protocol spoken step by step. */
import { beforeAll, describe, expect, it } from "vitest";
import { expectRefusal } from "../../api/support.js";
import {
  type Place,
  ProtocolAgent,
  place,
  readyWorkspace,
  type StartedTask,
} from "../../dispatch/protocol-agent.js";
import { until } from "../../modules/stage.js";
import { afterSuite } from "../../support/process.js";
import { useSandbox } from "../../support/sandbox.js";
import { folder } from "../../vcs/git-server.js";
import { PolicyStage, policyFile, rego } from "./stage.js";

const box = useSandbox();
const root = folder();

describe("a pull request in the repository of a policy group", { timeout: 120_000 }, () => {
  const atEnd = afterSuite();
  let stage: PolicyStage;
  let where: Place;
  let group: string;
  const workspaces: string[] = [];
  const store = () => box.sandbox.simulator.store;
  const runsOf = (preview: string) =>
    [...store().all("runs")].filter(({ policyPreview }) => policyPreview === preview);
  const results = async (query = "") =>
    (await box.sandbox.get(`policy-groups/${group}/pull-request-policy-check-results${query}`)).body;

  beforeAll(async () => {
    stage = await PolicyStage.open(box.sandbox, root, atEnd);
    where = await place(box.sandbox);
    const sha = stage.push({
      "opa/scalr-policy.hcl": policyFile({ names: "advisory" }),
      "opa/names.rego": rego("false", "no"),
    });
    stage.propose(1, { "opa/names.rego": rego("true", "It was there before the group.") });
    const repo = { "vcs-repo": { identifier: "acme/policies", path: "opa" } };
    group = await stage.group("guard", repo, [where.environment]);
    await stage.fetched(group, sha);
    for (const name of ["a", "b", "c"])
      workspaces.push(await readyWorkspace(box.sandbox, where, { name: `preview-${name}` }));
    await readyWorkspace(box.sandbox, { ...where, environment: (await box.sandbox.environment("free")).id });
  });

  const PROPOSED = {
    "opa/scalr-policy.hcl": policyFile({ names: "hard-mandatory", sizes: "advisory" }),
    "opa/sizes.rego": rego("true", "too large"),
  };

  const said = (name: string, ...messages: string[]) => ({ group, policy: name, messages, duration: 1 });
  const judge = (task: StartedTask, ...names: string[]) =>
    task.finish({
      hasChanges: false,
      policies: [
        {
          stage: "policy_check",
          skipped: false,
          duration: 2,
          results: [said("names", ...names), said("sizes", "too large")],
        },
      ],
    });

  it("is tried by dry runs of the workspaces that the group judges, two at a time", async () => {
    const agent = await ProtocolAgent.join(box.sandbox, where.token, { name: "previewer" });
    const commit = stage.propose(7, PROPOSED, "Forbid short names\n\nBecause.");
    const first = await agent.work();
    const second = await agent.work();
    const preview = await stage.previewed(commit, ({ status }) => status === "running");
    expect(preview).toMatchObject({ number: "7", title: "Forbid short names", policyGroup: group });
    expect(runsOf(preview.id)).toHaveLength(2);
    expect(preview.waiting).toHaveLength(1);
    expect(first.info.policies).toMatchObject({
      isPreview: true,
      groups: [
        {
          id: group,
          stage: "policy_check",
          policies: [
            { name: "names", level: "hard-mandatory", rego: rego("false", "no") },
            { name: "sizes", level: "advisory", rego: rego("true", "too large") },
          ],
        },
      ],
      notes: [expect.stringContaining(`pull request 7 (${commit.slice(0, 7)})`)],
      tfrun: { is_dry: true, environment: { id: where.environment } },
    });
    await judge(first, "a is too short");
    const third = await agent.work();
    await judge(second);
    // Its plan cannot be made, so nothing judges it.
    await third.finish({ outcome: "errored", hasChanges: false, changes: null, error: "no such provider" });
    expect((await stage.previewed(commit)).status).toBe("finished");

    const runs = runsOf(preview.id);
    expect(runs.map(({ workspace }) => workspace)).toEqual(workspaces);
    // What fails in a preview stops nothing.
    expect(runs.map(({ status }) => status)).toEqual([
      "planned_and_finished",
      "planned_and_finished",
      "errored",
    ]);
    expect(store().find("policies", "policyGroup", group)).toMatchObject([{ name: "names" }]);
  });

  it("is answered with how each policy judged each workspace", async () => {
    const { data, included, meta } = await results("?include=workspace,run,policy-check,environment");
    expect(meta.pagination["total-count"]).toBe(4);
    expect(data[3]).toMatchObject({
      type: "policy-check-results",
      attributes: {
        name: "names",
        result: "hard_failed",
        messages: ["a is too short"],
        "pull-request-number": "7",
        "pull-request-title": "Forbid short names",
        "unit-path": null,
      },
      relationships: {
        workspace: { data: { id: workspaces[0] } },
        environment: { data: { id: where.environment } },
      },
    });
    const types = new Set(included.map(({ type }: { type: string }) => type));
    expect([...types].sort()).toEqual(["environments", "policy-checks", "runs", "workspaces"]);
    expect((await results("?filter[result]=passed")).data).toMatchObject([
      { attributes: { name: "names" }, relationships: { workspace: { data: { id: workspaces[1] } } } },
    ]);
    expect((await results("?query=preview-b&page[size]=1")).meta.pagination["total-count"]).toBe(2);
    const [preview] = [...store().all("policy-previews")];
    expect((await results(`?commit_sha=${preview!.commit}`)).data).toHaveLength(4);
    expect((await results("?commit_sha=0123")).data).toEqual([]);
    const path = `policy-groups/${group}/pull-request-policy-check-results?format=csv`;
    expectRefusal(await box.sandbox.send("GET", path), { status: 400, detail: /format 'json' only/ });
  });

  it("shows at the Git server what it would stop", async () => {
    const posted = () => stage.statuses.filter(({ body }) => body.context === "scalr/policy-group/guard");
    await until(box.sandbox, () => (posted().length >= 2 ? true : undefined));
    expect(posted().map(({ body }) => body.state)).toEqual(["pending", "failure"]);
    const { body, url } = posted()[1]!;
    expect(body.description).toMatch(
      /^1 of 2 workspaces would be stopped, .*\/preview-a by 'names' \(hard-mandatory\)\. 1 could not be judged\.$/,
    );
    expect(body.target_url).toContain(
      `/policy-groups/${group}/pull-request-policy-check-results?commit_sha=${url.split("/").at(-1)}`,
    );
  });

  it("is ignored where it changes nothing of the group, and where it was there before", async () => {
    const before = [...store().all("policy-previews")].length;
    const commit = stage.propose(8, { "README.md": "Hello.\n" });
    await until(box.sandbox, () => {
      const seen = [...store().all("vcs-repositories")].some(
        ({ heads }) => heads?.["refs/pull/8/head"] === commit,
      );
      const isFetched = [...store().all("policy-previews")].every(({ status }) => status !== "fetching");
      return seen && isFetched ? true : undefined;
    });
    expect([...store().all("policy-previews")]).toHaveLength(before);
    expect([...store().all("policy-previews")].map(({ number }) => number)).not.toContain("1");
  });

  it("says what is wrong with it", async () => {
    const commit = stage.propose(9, { "opa/scalr-policy.hcl": policyFile({ absent: "advisory" }) });
    const preview = await stage.previewed(commit);
    expect(preview).toMatchObject({
      status: "errored",
      error: expect.stringContaining("there is no absent.rego in the folder 'opa'"),
      runs: [],
    });
    await until(box.sandbox, () => stage.statuses.find(({ body }) => body.state === "error"));
  });

  it("that judged nothing is an error at the Git server, which says why", async () => {
    for (const id of workspaces)
      await box.sandbox.send("POST", `workspaces/${id}/actions/lock`, { reason: "Hands off." });
    const commit = stage.propose(12, { "opa/names.rego": rego("true", "never evaluated") });
    expect(await stage.previewed(commit)).toMatchObject({ status: "finished", runs: [], leftOut: 3 });
    const posted = () => stage.statuses.filter(({ url }) => url.endsWith(commit)).map(({ body }) => body);
    expect(await until(box.sandbox, () => posted().find(({ state }) => state !== "pending"))).toMatchObject({
      state: "error",
      description:
        "No workspace was judged: 3 workspaces were left out because they are locked or cannot be planned.",
    });
    for (const id of workspaces)
      expect((await box.sandbox.get(`workspaces/${id}/actions/unlock`)).status).toBe(200);
  });

  it("that enables no policy is a success: it stops no run", async () => {
    const off = policyFile({ names: "advisory" }).replace("enabled = true", "enabled = false");
    const agent = await ProtocolAgent.join(box.sandbox, where.token, { name: "off" });
    const commit = stage.propose(13, { "opa/scalr-policy.hcl": off });
    for (const _ of workspaces) await (await agent.work()).finish({ hasChanges: false, policies: [] });
    expect((await stage.previewed(commit)).status).toBe("finished");
    const posted = () => stage.statuses.filter(({ url }) => url.endsWith(commit)).map(({ body }) => body);
    expect(await until(box.sandbox, () => posted().find(({ state }) => state !== "pending"))).toMatchObject({
      state: "success",
      description: "The proposal enables no policy, so it stops no run.",
    });
  });

  it("ends what is under way for an older commit, and has its workspaces free", async () => {
    const agent = await ProtocolAgent.join(box.sandbox, where.token, { name: "superseded" });
    const older = stage.propose(10, { "opa/names.rego": rego("true", "one") });
    const task = await agent.work();
    const newer = stage.propose(10, { "opa/names.rego": rego("true", "two") });
    const old = await stage.previewed(older);
    expect(old.status).toBe("superseded");
    expect(store().get("runs", task.info.run.id)!.status).toBe("planning");
    await task.finish({ outcome: "canceled", hasChanges: false, changes: null });
    const started = [await agent.work()];
    for (let more = 0; more < 2; more++) {
      await started[0]!.finish({ policies: [] });
      started[0] = await agent.work();
    }
    await started[0]!.finish({ policies: [] });
    const ended = await stage.previewed(newer);
    expect(ended.status).toBe("finished");
    // An agent that says nothing of a policy has not let it pass.
    const told = (await results(`?commit_sha=${newer}`)).data as { attributes: { result: string } }[];
    expect(told.map(({ attributes }) => attributes.result)).toEqual(Array(3).fill("advisory_failed"));
    expect(runsOf(old.id).map(({ status }) => status)).toEqual(Array(runsOf(old.id).length).fill("canceled"));
  });

  it("leaves out a locked workspace, and goes with its group", async () => {
    await box.sandbox.send("POST", `workspaces/${workspaces[0]}/actions/lock`, { reason: "Hands off." });
    await box.sandbox.send("POST", `workspaces/${workspaces[1]}/actions/lock`, { reason: "Hands off." });
    const agent = await ProtocolAgent.join(box.sandbox, where.token, { name: "last" });
    const commit = stage.propose(11, { "opa/names.rego": rego("true", "three") });
    await (await agent.work()).finish({ hasChanges: false, policies: [] });
    expect(await stage.previewed(commit)).toMatchObject({ status: "finished", leftOut: 2 });
    expect((await box.sandbox.delete("policy-groups", group)).status).toBe(204);
    expect([...store().all("policy-previews")]).toEqual([]);
    expect([...store().all("policy-check-results")]).toEqual([]);
  });
});
