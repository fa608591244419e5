/** Policies that the real Open Policy Agent evaluates on an agent, for runs of the embedded engine. */
import { beforeAll, expect, it } from "vitest";
import type { PolicyCheck, Run } from "../../simulator/core/entities.js";
import { joinedAgent } from "../agent/agent-process.js";
import { logOf, reached, type Workshop, workshop, workspaceWith } from "../agent/workshop.js";
import { expectRefusal, type Resource } from "../api/support.js";
import { PolicyStage, policyFile, rego } from "../integrations/policies/stage.js";
import { everythingTold, expectHidden } from "../support/planted-secrets.js";
import { afterSuite } from "../support/process.js";
import { describeWith, OPA } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";
import { folder } from "../vcs/git-server.js";

const box = useSandbox();
const root = folder();

/** Needs a time that no machine has: every pair of pairs of numbers. */
const ENDLESS = `package terraform

deny contains "never" if {
  n := numbers.range(1, 4000)
  count([1 | a := n[_]; b := n[_]; c := n[_]; a + b == c + 0.5]) > 0
}
`;

describeWith(OPA, "policies", () => {
  const atEnd = afterSuite();
  let stage: PolicyStage;
  let where: Workshop;

  beforeAll(async () => {
    stage = await PolicyStage.open(box.sandbox, root, atEnd);
    const env = { SCALR_AGENT_OPA: OPA.path!, SCALR_AGENT_POLICY_TIMEOUT: "5" };
    where = await workshop(box.sandbox, env, atEnd);
  });

  let groups = 0;

  /** An environment whose runs are held to the files of a folder of their own. */
  async function guarded(
    files: Readonly<Record<string, string>>,
    attributes: Readonly<Record<string, unknown>> = {},
  ): Promise<{ readonly environment: string; readonly group: string; readonly pool: string }> {
    const name = `guard-${++groups}`;
    const sha = stage.push(
      Object.fromEntries(Object.entries(files).map(([file, text]) => [`${name}/${file}`, text])),
    );
    const environment = (await box.sandbox.environment(name)).id;
    const repo = { "vcs-repo": { identifier: "acme/policies", path: name } };
    const group = await stage.group(name, { ...repo, ...attributes }, [environment]);
    const fetched = await stage.fetched(group, sha);
    expect(fetched.fault).toBeNull();
    return { environment, group, pool: where.pool };
  }

  async function ran(
    place: { readonly environment: string; readonly pool: string },
    attributes: object = {},
    options: object = {},
    configuration = 'resource "terraform_data" "a" { input = "made" }',
  ): Promise<{ readonly run: Resource; readonly end: Run }> {
    const workspace = await workspaceWith(box.sandbox, place, configuration, attributes);
    const run = await box.sandbox.run(workspace, undefined, options);
    const waits = ["applied", "errored", "planned", "planned_and_finished", "policy_override"] as const;
    return { run, end: await reached(box.sandbox, run, ...waits) };
  }

  const checksOf = (run: string): readonly PolicyCheck[] =>
    box.sandbox.simulator.store.find("policy-checks", "run", run);

  it("judge a plan after it: what an advisory one says is shown, and the run is applied", async () => {
    const place = await guarded({
      "scalr-policy.hcl": policyFile({ fine: "hard-mandatory", names: "advisory" }),
      "fine.rego": rego('input.tfplan.resource_changes[_].type == "aws_instance"', "never"),
      "names.rego": rego('input.tfplan.resource_changes[_].name == "a"', "The name is too short."),
    });
    const { run, end } = await ran(place);
    expect(end.status).toBe("applied");
    const { body } = await box.sandbox.get(`runs/${run.id}/policy-checks`);
    expect(body.data).toHaveLength(1);
    expect(body.data[0].attributes).toMatchObject({ status: "passed" });
    expect(body.data[0].attributes.result).toMatchObject({
      passed: 1,
      "advisory-failed": 1,
      "hard-failed": 0,
      result: true,
      policies: [
        { name: "fine", "enforced-level": "hard-mandatory", result: "passed", messages: [] },
        {
          name: "names",
          "enforced-level": "advisory",
          result: "advisory_failed",
          messages: ["The name is too short."],
        },
      ],
    });
    const stamps = Object.keys(end.statusTimestamps);
    expect(stamps).toEqual(
      expect.arrayContaining(["planning-at", "policy-checking-at", "policy-checked-at"]),
    );
    const log = await logOf(box.sandbox, run, "plan");
    expect(log).toContain("passed  fine (hard-mandatory)");
    expect(log).toContain("FAILED  names (advisory)");
    const { body: output } = await box.sandbox.get(`policy-checks/${body.data[0].id}/output`);
    expect(output).toContain("The name is too short.");
  });

  it("judge in no time although one has nothing but empty lines before its rule", async () => {
    const place = await guarded({
      "scalr-policy.hcl": policyFile({ blank: "advisory" }),
      "blank.rego": `${"\n".repeat(200_000)}${rego("true", "It was read.")}`,
    });
    const { run, end } = await ran(place);
    expect(end.status).toBe("applied");
    expect(checksOf(run.id)[0]!.policies).toMatchObject([{ messages: ["It was read."] }]);
  });

  it("end the run when a hard-mandatory one fails, and nothing is applied", async () => {
    const place = await guarded({
      "scalr-policy.hcl": policyFile({ sizes: "hard-mandatory", also: "soft-mandatory" }),
      "sizes.rego": rego('input.tfplan.resource_changes[_].change.after.input == "made"', "Not that."),
      "also.rego": rego("true", "Never."),
    });
    const { run, end } = await ran(place);
    expect(end).toMatchObject({
      status: "errored",
      errorMessage: expect.stringMatching(
        /^Policy 'sizes' of group 'guard-\d+' \(hard-mandatory\) failed: Not that\./,
      ),
    });
    const store = box.sandbox.simulator.store;
    expect(store.get("plans", end.plan)?.status).toBe("finished");
    expect(store.get("applies", end.apply!)?.status).toBe("unreachable");
    expect(store.get("workspaces", end.workspace)?.currentStateVersion).toBeNull();
    const [check] = checksOf(run.id);
    expectRefusal(await box.sandbox.send("GET", `policy-checks/${check!.id}/actions/override`), {
      status: 409,
      detail: /cannot be overridden: it is hard failed/,
    });
  });

  it("let a run wait for an override by who may, which holds its workspace", async () => {
    const place = await guarded({
      "scalr-policy.hcl": policyFile({ hours: "soft-mandatory" }),
      "hours.rego": rego("input.tfrun.workspace.auto_apply", "Not by itself."),
    });
    const { run, end } = await ran(place);
    expect(end.status).toBe("policy_override");
    const waiting = await box.sandbox.waitingFor(run.id);
    expect(waiting).toMatchObject({ kind: "override" });
    expect(waiting.message).toContain("policy-checks:override");
    expect(waiting.message).toMatch(/'hours' of group 'guard-\d+' \(Not by itself\.\)/);
    const next = await box.sandbox.run(end.workspace);
    expect((await box.sandbox.waitingFor(next.id)).message).toContain(
      "waits for an override of its policies",
    );
    const [check] = checksOf(run.id);
    const overridden = await box.sandbox.get(`policy-checks/${check!.id}/actions/override`);
    expect(overridden.body.data.attributes.status).toBe("overridden");
    expect((await reached(box.sandbox, run)).status).toBe("applied");
    // The next run has the same policy, and can be discarded instead.
    expect((await reached(box.sandbox, next, "policy_override", "planned_and_finished")).status).toBe(
      "planned_and_finished",
    );
  });

  it("stop a run before its plan is made, with what is known by then", async () => {
    const place = await guarded(
      {
        "scalr-policy.hcl": policyFile({ source: "hard-mandatory" }),
        "source.rego": rego('input.tfrun.source == "api"; not input.tfplan', "Runs come from Git."),
      },
      { "execute-as": "pre_plan_check" },
    );
    const { run, end } = await ran(place);
    expect(end).toMatchObject({
      status: "errored",
      errorMessage: "Policy 'source' (hard-mandatory) failed before the plan: Runs come from Git.",
    });
    expect(checksOf(run.id)).toMatchObject([{ stage: "pre_plan_check", status: "hard_failed" }]);
    const log = await logOf(box.sandbox, run, "plan");
    expect(log).not.toContain("will be created");
    expect(log).toContain("It reads input.tfplan, which is not there before the plan.");
  });

  it("share common functions, and read the language of the group's version", async () => {
    const place = await guarded(
      {
        "scalr-policy.hcl": policyFile({ types: "hard-mandatory" }),
        "types.rego":
          "package terraform\n\nimport data.arrays\n\ndeny[reason] {\n  change := input.tfplan.resource_changes[_]\n" +
          '  not arrays.has(["null_resource"], change.type)\n  reason := sprintf("%s is not allowed.", [change.type])\n}\n',
        "lib/arrays.rego": "package arrays\n\nhas(list, each) {\n  list[_] == each\n}\n",
      },
      { "opa-version": "0.70.0" },
    );
    await box.sandbox.update("policy-groups", place.group, {
      "common-functions-folder": `guard-${groups}/lib`,
    } as never);
    const { store } = box.sandbox.simulator;
    await box.sandbox.until(
      "policy-groups",
      place.group,
      (group) => Object.keys(group?.common ?? {}).length === 1,
    );
    const { end } = await ran(place);
    expect(end.errorMessage).toContain("terraform_data is not allowed.");
    expect(store.get("policy-groups", place.group)?.fault).toBeNull();
  });

  it("judge no plan without changes, and end a dry run as they find", async () => {
    const place = await guarded({
      "scalr-policy.hcl": policyFile({ soft: "soft-mandatory" }),
      "soft.rego": rego("true", "No."),
    });
    const unchanged = await ran(place, {}, {}, "locals { a = 1 }");
    expect(unchanged.end.status).toBe("planned_and_finished");
    expect(checksOf(unchanged.run.id)).toMatchObject([{ status: "pending" }]);
    const { body } = await box.sandbox.get(`runs/${unchanged.run.id}/policy-checks`);
    expect(body.data[0].attributes.status).toBe("unreachable");
    const dry = await ran(place, {}, { "is-dry": true });
    expect(dry.end.status).toBe("planned_and_finished");
    expect(checksOf(dry.run.id)).toMatchObject([{ status: "soft_failed" }]);
  });

  it("count as failed when they cannot be evaluated, and say why", async () => {
    const place = await guarded({
      "scalr-policy.hcl": policyFile({
        broken: "advisory",
        elsewhere: "advisory",
        endless: "advisory",
        silent: "advisory",
        wordy: "advisory",
      }),
      "broken.rego": "package terraform\n\ndeny contains msg if {\n  msg := \n}\n",
      "elsewhere.rego": "package other\n\ndeny contains 1 if true\n",
      "endless.rego": ENDLESS,
      "silent.rego": "package terraform\n\nallow := true\n",
      "wordy.rego":
        'package terraform\n\ndeny contains msg if {\n  some n in numbers.range(1, 200000)\n  msg := sprintf("%d is far too much", [n])\n}\n',
    });
    const other = await workspaceWith(box.sandbox, { ...where }, 'output "a" { value = 1 }');
    const [judged, beside] = await Promise.all([
      ran(place),
      box.sandbox.run(other).then((run) => reached(box.sandbox, run)),
    ]);
    expect(beside.status).toBe("applied");
    expect(judged.end.status).toBe("applied");
    const [check] = checksOf(judged.run.id);
    const said = Object.fromEntries(check!.policies.map(({ name, messages }) => [name, messages[0] ?? ""]));
    expect(said.broken).toMatch(/^The policy cannot be evaluated: broken\.rego:\d+: /);
    expect(said.elsewhere).toBe(
      "The policy cannot be evaluated: its package is 'other' and must be 'terraform'.",
    );
    expect(said.endless).toContain("took longer than 5 seconds (SCALR_AGENT_POLICY_TIMEOUT) and was stopped");
    expect(said.silent).toBe("The policy cannot be evaluated: it has no rule 'deny'.");
    expect(said.wordy).toContain("it printed more than 1 MiB");
    expect(check!.policies.map(({ outcome }) => outcome)).toEqual(Array(5).fill("advisory_failed"));
  });

  it("are not evaluated by an agent that has no opa, or that was told so, and the run says so", async () => {
    const place = await guarded({
      "scalr-policy.hcl": policyFile({ soft: "hard-mandatory" }),
      "soft.rego": rego("true", "No."),
    });
    const pool = await box.sandbox.pool("without");
    const token = await box.sandbox.poolToken(pool.id);
    const agent = await joinedAgent("without", token, { SCALR_AGENT_OPA: "/nowhere/opa" }, atEnd);
    const { end } = await ran({ ...place, pool: pool.id });
    expect(end).toMatchObject({
      status: "errored",
      errorMessage: expect.stringMatching(
        /^Policy group 'guard-\d+' \(pgrp-\w+\) must be evaluated, and agent 'without' has no Open Policy Agent: '\/nowhere\/opa'/,
      ),
    });
    await agent.kill("SIGTERM");
    await joinedAgent("skipping", token, { SCALR_AGENT_SKIP_POLICIES: "1" }, atEnd);
    const skipped = await ran({ ...place, pool: pool.id });
    expect(skipped.end.status).toBe("applied");
    expect(checksOf(skipped.run.id)).toMatchObject([
      { status: "unreachable", policies: [{ outcome: "skipped" }] },
    ]);
  });

  it("are tried before they are merged: also where nothing changes, and without a network", async () => {
    const place = await guarded({
      "scalr-policy.hcl": policyFile({ names: "advisory" }),
      "names.rego": rego("false", "never"),
    });
    const name = `guard-${groups}`;
    const applied = await ran(place);
    expect(applied.end.status).toBe("applied");
    const commit = stage.propose(groups, {
      [`${name}/scalr-policy.hcl`]: policyFile({ names: "hard-mandatory", out: "soft-mandatory" }),
      [`${name}/names.rego`]: rego('input.tfplan.resource_changes[_].name == "a"', "The name is too short."),
      [`${name}/out.rego`]: rego(
        `http.send({"method": "get", "url": "${box.sandbox.url}"}).status_code == 200`,
        "It got out.",
      ),
    });
    expect((await stage.previewed(commit)).status).toBe("finished");
    const { body } = await box.sandbox.get(
      `policy-groups/${place.group}/pull-request-policy-check-results?commit_sha=${commit}&sort=name`,
    );
    expect(body.data.map(({ attributes }: Resource) => attributes)).toMatchObject([
      { name: "names", result: "hard_failed", messages: ["The name is too short."] },
      {
        name: "out",
        result: "soft_failed",
        messages: [
          expect.stringMatching(
            /^The policy cannot be evaluated: out\.rego:\d+: undefined function http\.send/,
          ),
        ],
      },
    ]);
    const run = await box.sandbox.read("runs", body.data[0].relationships.run.data.id);
    expect(run.attributes).toMatchObject({
      status: "planned_and_finished",
      "has-changes": false,
      "is-dry": true,
    });
    const log = await logOf(box.sandbox, run, "plan");
    expect(log).toContain(`as pull request ${groups} (${commit.slice(0, 7)}) proposes it`);
    expect(log).toContain("FAILED  names (hard-mandatory)");
    expect(log).toContain("This was a preview. What failed has stopped nothing.");
    // Nothing of it holds until it is merged.
    expect((await ran(place)).end.status).toBe("applied");
  });

  it("say nothing that the log of the plan may not say", async () => {
    const place = await guarded({
      "scalr-policy.hcl": policyFile({ gossip: "soft-mandatory" }),
      "gossip.rego":
        "package terraform\n\ndeny contains msg if {\n" +
        '  msg := sprintf("The password is %s.", [input.tfplan.variables.password.value])\n}\n',
    });
    const configuration = `variable "password" {}\nresource "terraform_data" "a" { input = "x" }`;
    const workspace = await workspaceWith(box.sandbox, place, configuration);
    await box.sandbox.create(
      "vars",
      { key: "password", value: "the-planted-secret", category: "terraform", sensitive: true },
      { workspace },
    );
    const run = await box.sandbox.run(workspace);
    await reached(box.sandbox, run, "policy_override");
    const [check] = checksOf(run.id);
    expect(check!.policies[0]!.messages).toEqual(["The password is ***."]);
    const { body: audit } = await box.sandbox.send("GET", "/api/sandbox/v1/audit");
    const log = await logOf(box.sandbox, run, "plan");
    expect(log).toContain("The password is ***.");
    const answers = [
      (await box.sandbox.get(`policy-checks/${check!.id}/output`)).body,
      (await box.sandbox.get(`runs/${run.id}/policy-checks`)).body,
      (await box.sandbox.get(`runs/${run.id}`)).body,
      await box.sandbox.waitingFor(run.id),
      check,
    ];
    const events = await everythingTold(box.sandbox);
    expect(events).toContain(check!.id);
    const seen = { log, answers: JSON.stringify(answers), audit: JSON.stringify(audit), events };
    expectHidden(seen, "the-planted-secret");
    // Like the JSON of the plan, it shows what is sensitive to who may read it, and to nobody else.
    expect((await box.sandbox.get(`runs/${run.id}/policy-input`)).body).toMatchObject({
      tfrun: { id: run.id },
    });
  });
});
