/** What the server makes of how an agent says that policies judged a run: real Git, and the agent protocol spoken step by step. */
import { beforeAll, describe, expect, it } from "vitest";
import { callerWith } from "../../access/people.js";
import { expectRefusal } from "../../api/support.js";
import { typed } from "../../cli/support.js";
import {
  type Place,
  ProtocolAgent,
  place,
  readyWorkspace,
  type StartedTask,
} from "../../dispatch/protocol-agent.js";
import { afterSuite } from "../../support/process.js";
import { useSandbox } from "../../support/sandbox.js";
import { folder } from "../../vcs/git-server.js";
import { PolicyStage, policyFile, rego } from "./stage.js";

const box = useSandbox();
const root = folder();

describe("a run that policies judge", { timeout: 120_000 }, () => {
  const atEnd = afterSuite();
  let where: Place;
  let group: string;
  let name = 0;

  beforeAll(async () => {
    const stage = await PolicyStage.open(box.sandbox, root, atEnd);
    where = await place(box.sandbox);
    const sha = stage.push({
      "scalr-policy.hcl": policyFile({ hard: "hard-mandatory", soft: "soft-mandatory", told: "advisory" }),
      "hard.rego": rego("true", "no"),
      "soft.rego": rego("true", "no"),
      "told.rego": rego("true", "no"),
    });
    group = await stage.group("guard", {}, [where.environment]);
    await stage.fetched(group, sha);
  });

  const result = (policy: string, ...messages: string[]) => ({ group, policy, messages, duration: 3 });
  const report = (...results: object[]) => ({
    policies: [{ stage: "policy_check", skipped: false, duration: 9, results }],
  });

  async function planned(attributes: object = {}, options: object = {}) {
    const agent = await ProtocolAgent.join(box.sandbox, where.token, { name: `p-${++name}` });
    const workspace = await readyWorkspace(box.sandbox, where, attributes);
    const run = await box.sandbox.run(workspace, undefined, options);
    const task = await agent.work();
    return { agent, task, run: run.id, workspace };
  }

  const statusOf = (run: string) => box.sandbox.simulator.store.get("runs", run)!.status;
  const checkOf = async (run: string) => (await box.sandbox.get(`runs/${run}/policy-checks`)).body.data[0];
  const checking = (task: StartedTask) => task.call("POST", "checking", { attempt: task.offer.attempt });

  it("gets its policies with its start, as they are then, and what tfrun is", async () => {
    const { task, run } = await planned();
    const { policies } = task.info;
    expect(policies).toMatchObject({
      notes: [],
      groups: [
        {
          id: group,
          stage: "policy_check",
          policies: [
            { name: "hard", level: "hard-mandatory", rego: rego("true", "no") },
            { name: "soft", level: "soft-mandatory" },
            { name: "told", level: "advisory" },
          ],
        },
      ],
      tfrun: { id: run, source: "api", is_destroy: false, vcs: null, environment: { id: where.environment } },
    });
    expect((await checkOf(run)).attributes).toMatchObject({
      status: "pending",
      permissions: { "can-override": true },
    });
    for (let said = 0; said < 2; said++) expect((await checking(task)).status).toBe(204);
    expect(statusOf(run)).toBe("policy_checking");
    expect((await checkOf(run)).attributes.status).toBe("queued");
    await task.finish(report(result("hard"), result("soft"), result("told", "Mind the gap.")));
    expect(statusOf(run)).toBe("planned");
    const { attributes, id } = await checkOf(run);
    expect(attributes.result).toMatchObject({
      passed: 2,
      "advisory-failed": 1,
      result: true,
      "duration-ms": 9,
    });
    expect((await box.sandbox.get(`policy-checks/${id}/output`)).body).toContain("  Mind the gap.");
    expect((await checking(task)).status).toBe(410);
  });

  it("is taken with as much as its policies may say, in letters of any size", async () => {
    const { task, run } = await planned();
    const words = Array.from({ length: 50 }, () => "\u20ac".repeat(1_000));
    const long = ["a", "b", "c", "d"].map((policy) => result(policy, ...words));
    const own = [result("hard"), result("soft"), result("told")];
    const stages = ["pre_plan_check", "policy_check"].map((stage) => ({
      stage,
      skipped: false,
      duration: 1,
      results: [...own, ...long],
    }));
    expect((await task.finish({ policies: stages })).status).toBe(204);
    expect(statusOf(run)).toBe("planned");
  });

  it("is held to the levels that the server knows, and to policies that the agent does not speak of", async () => {
    const first = await planned();
    await first.task.finish(report(result("soft"), result("told")));
    expect(statusOf(first.run)).toBe("errored");
    const { errorMessage } = box.sandbox.simulator.store.get("runs", first.run)!;
    expect(errorMessage).toContain(
      "'hard' of group 'guard' (hard-mandatory) failed: The agent did not report a result.",
    );
    const second = await planned();
    await second.task.finish({});
    expect(statusOf(second.run)).toBe("errored");
  });

  it("tells whoever tries a policy what the plan costs, as its policies were told", async () => {
    const { task, run } = await planned();
    await task.put("plan-json", JSON.stringify({ resource_changes: [] }));
    const cost = {
      error: null,
      prior: "10",
      proposed: "12.5",
      delta: "2.5",
      resources: 1,
      matched: 1,
      unmatched: 0,
    };
    await task.finish({ ...report(result("hard"), result("soft"), result("told")), cost });
    const input = async (stage: string) =>
      (await box.sandbox.get(`runs/${run}/policy-input?stage=${stage}`)).body;
    expect(await input("policy_check")).toMatchObject({
      tfrun: {
        id: run,
        cost_estimate: { prior_monthly_cost: 10, proposed_monthly_cost: 12.5, delta_monthly_cost: 2.5 },
      },
      tfplan: { resource_changes: [] },
    });
    const without = await planned();
    await without.task.put("plan-json", "{}");
    const failed = { ...cost, error: "no pricing", prior: "0.0", proposed: "0.0", delta: "0.0" };
    await without.task.finish({ ...report(result("hard"), result("soft"), result("told")), cost: failed });
    const { body } = await box.sandbox.get(`runs/${without.run}/policy-input`);
    expect(body.tfrun.cost_estimate).toBeNull();
  });

  it("refuses a report that cannot be one", async () => {
    const { task, run } = await planned();
    const wrong = [
      { policies: "all well" },
      { policies: [{ stage: "later", skipped: false, duration: 1, results: [] }] },
      { policies: [{ stage: "policy_check", duration: 1, results: [{ group, policy: "hard" }] }] },
      report({ ...result("hard"), messages: Array(51).fill("no") }),
      report({ ...result("hard"), policy: "x".repeat(300) }),
    ];
    for (const each of wrong) expect((await task.finish(each)).status, JSON.stringify(each)).toBe(422);
    expect(statusOf(run)).toBe("planning");
    await task.finish(report(result("hard"), result("soft"), result("told")));
    expect(statusOf(run)).toBe("planned");
  });

  it("waits for somebody who may override, whom the command line tells how", async () => {
    const { agent, task, run, workspace } = await planned({ "auto-apply": true });
    await task.finish(report(result("hard"), result("soft", "Too large."), result("told")));
    expect(statusOf(run)).toBe("policy_override");
    const check = await checkOf(run);
    const path = `policy-checks/${check.id}/actions/override`;
    const reader = await callerWith(box.sandbox, ["runs:*", "workspaces:read", "environments:read"]);
    expect((await reader.read("policy-checks", check.id)).attributes.permissions).toEqual({
      "can-override": false,
    });
    expectRefusal(await reader.send("GET", path), { status: 403 });

    const { url, token } = box.sandbox.simulator;
    const cli = (...args: string[]) => typed(args, { env: { SCALR_HOSTNAME: url, SCALR_TOKEN: token } });
    const shown = (await cli("runs", "show", run)).stdout;
    expect(shown).toContain("What failed: 'soft' of group 'guard' (Too large.)");
    expect(shown).toContain(`scalr-sandbox runs override ${run}`);
    expect((await cli("status")).stdout).toContain(`scalr-sandbox runs override ${run}`);
    expect((await cli("runs", "confirm", run)).code).not.toBe(0);
    const overridden = await cli("runs", "override", run);
    expect(overridden).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/ is (apply queued|confirmed)\./),
    });
    expect(statusOf(run)).toBe("apply_queued");
    await (await agent.work()).finish();
    expect(statusOf(run)).toBe("applied");
    const again = await cli("runs", "override", run);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("there is nothing to override") });
    expectRefusal(await box.sandbox.send("GET", path), { status: 409, detail: /it is overridden/ });
    expect(box.sandbox.simulator.store.get("runs", run)!.workspace).toBe(workspace);
  });

  it("can be discarded instead, and is planned by what its options say once it is overridden", async () => {
    const discarded = await planned();
    const soft = report(result("hard"), result("soft", "no"), result("told"));
    await discarded.task.finish(soft);
    await box.sandbox.send("POST", `runs/${discarded.run}/actions/discard`, {});
    expect(statusOf(discarded.run)).toBe("discarded");
    for (const [options, status] of [
      [{}, "planned"],
      [{ "save-plan": true }, "planned_and_saved"],
    ] as const) {
      const { task, run } = await planned({}, options);
      await task.finish(soft);
      await box.sandbox.get(`policy-checks/${(await checkOf(run)).id}/actions/override`);
      expect(statusOf(run)).toBe(status);
    }
  });

  it("is judged by nobody where the group has lost its provider's pool before it was fetched, and says so", async () => {
    const provider = await box.sandbox.create("vcs-providers", {
      name: "cloud",
      "vcs-type": "github",
      token: "t",
    });
    const elsewhere = await place(box.sandbox);
    await box.sandbox.create(
      "policy-groups",
      { name: "cloud", "vcs-repo": { identifier: "acme/policies" } } as never,
      { "vcs-provider": provider.id, environments: [elsewhere.environment] } as never,
    );
    const agent = await ProtocolAgent.join(box.sandbox, elsewhere.token, { name: "cloudy" });
    await box.sandbox.run(await readyWorkspace(box.sandbox, elsewhere));
    const { info } = await agent.work();
    expect(info.refusal).toBeUndefined();
    expect(info.policies).toMatchObject({
      groups: [],
      notes: [expect.stringContaining("is not evaluated: VCS provider")],
    });
  });

  it("is refused where its group was never fetched, although an agent could", async () => {
    const pool = await box.sandbox.create("agent-pools", { name: "empty", "vcs-enabled": true });
    const provider = await box.sandbox.create(
      "vcs-providers",
      { name: "empty", "vcs-type": "github_enterprise", url: "http://git.invalid", token: "t" },
      { "agent-pool": pool.id },
    );
    const elsewhere = await place(box.sandbox);
    await box.sandbox.create(
      "policy-groups",
      { name: "unread", "vcs-repo": { identifier: "acme/policies" } } as never,
      { "vcs-provider": provider.id, environments: [elsewhere.environment] } as never,
    );
    const agent = await ProtocolAgent.join(box.sandbox, elsewhere.token, { name: "refused" });
    await box.sandbox.run(await readyWorkspace(box.sandbox, elsewhere));
    expect((await agent.work()).info.refusal).toMatch(
      /^Policy group 'unread' \(pgrp-\w+\) has no policies to evaluate: Its repository has not been read yet\./,
    );
  });
});
