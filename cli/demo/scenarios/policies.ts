import { findOpa, openGuard } from "../acts/policies/guard.js";
import { advise, bound, deny, override, preview } from "../acts/policies/judge.js";
import type { Stage } from "../stage/stage.js";
import type { Scenario } from "./scenario.js";

/** Needs a time that no machine has. */
const ENDLESS = `package terraform

deny contains "never" if {
  n := numbers.range(1, 4000)
  count([1 | a := n[_]; b := n[_]; c := n[_]; a + b == c + 0.5]) > 0
}
`;

/** Only the policy that never ends: others could exceed the short timeout too. */
const ALONE = `version = "v1"

policy "names" {
  enabled           = true
  enforcement_level = "advisory"
}
`;

const NEEDED = ["advisory", "soft-mandatory", "hard-mandatory", "preview", "update", "bounded"] as const;

/** Policies from a Git repository that judge runs, evaluated by the real Open Policy Agent on an agent. */
const policies: Scenario = {
  title: "Policies for runs",
  rules: [],
  checks: {
    fetched: "Policies come from a Git server that only an agent of a VCS pool reaches.",
    "no opa":
      "An agent without Open Policy Agent ends the run and says what to do; one that is told to skip does not.",
    advisory: "An advisory policy that fails is shown, and the run is applied.",
    "soft-mandatory": "A soft-mandatory policy makes the run wait for an override, without an agent.",
    "hard-mandatory": "A hard-mandatory policy ends the run before anything is applied.",
    preview: "A pull request is tried by dry runs of the environment's workspaces, and stops none.",
    update: "A push changes the policies, and one that cannot be used changes nothing and says why.",
    bounded: "A policy that takes too long is stopped, and other runs do not wait for it.",
  },
  async play(stage) {
    const { ledger, observer, progress, world } = stage;
    progress.begin("A policy group of a private repository");
    const guard = await openGuard(stage);
    const names = observer.all("policies").map(({ name, enforcedLevel }) => `${name} (${enforcedLevel})`);
    ledger.observe("fetched", names.length === 3, `git-agent fetched ${names.sort().join(", ")}`);
    progress.keep(`  ${names.join(", ")}`);
    progress.begin("Agents without Open Policy Agent");
    await withoutOpa(stage, guard.environment);
    const opa = await findOpa(stage);
    if (opa === null) {
      for (const id of NEEDED)
        ledger.notObserved(id, "opa is not on the PATH, and SCALR_AGENT_OPA names none");
      progress.keep(
        "  The rest needs Open Policy Agent: put opa on the PATH, or name it with SCALR_AGENT_OPA.",
      );
      return;
    }
    const pool = await world.pool("private");
    await stage.agents.start("runner", pool.token, ["--opa", opa, "--policy-timeout", "900"]);
    const workspace = (name: string, environment = guard.environment) =>
      world.workspace(name, environment, pool, { "auto-apply": true });
    progress.begin("What each level does");
    await advise(stage, await workspace("advised"));
    await override(stage, await workspace("large"));
    await deny(stage, await workspace("denied"));
    progress.begin("A pull request that forbids more");
    await preview(stage, guard);
    progress.begin("A push that cannot be used, and one that can");
    guard.push({ "scalr-policy.hcl": 'version = "v1"\npolicy "names" {\n  strict = true\n}\n' }, "Break it");
    const fault = () => observer.get("policy-groups", guard.group)?.fault as string | null | undefined;
    await observer.until("the group says what is wrong", () => typeof fault() === "string");
    const [broken, kept] = [fault(), observer.all("policies").length];
    progress.keep(`  ${broken}`);
    guard.push({ "scalr-policy.hcl": ALONE, "names.rego": ENDLESS }, "Make it slow");
    const isSlow = () => observer.all("policies").some(({ rego }) => rego === ENDLESS);
    await observer.until("the new policies are fetched", () => fault() === null && isSlow());
    ledger.observe(
      "update",
      kept === 3 && broken?.includes("line 3") === true,
      `"${broken}"; ${kept} policies stayed`,
    );
    progress.begin("A policy without an end");
    const strict = await world.pool("strict");
    await stage.agents.start("strict-runner", strict.token, ["--opa", opa, "--policy-timeout", "1"]);
    await bound(
      stage,
      await world.workspace("bounded", guard.environment, strict, { "auto-apply": true }),
      await workspace("slow"),
      await workspace("beside", await world.environment("free")),
    );
  },
};

/** What a run says whose agent cannot evaluate, and what one does that is told not to. */
async function withoutOpa(stage: Stage, environment: string): Promise<void> {
  const { ledger, progress, runs, world } = stage;
  const run = async (name: string, args: readonly string[]) => {
    const pool = await world.pool(name);
    await stage.agents.start(name, pool.token, args);
    const workspace = await world.workspace(name, environment, pool, { "auto-apply": true });
    const id = await runs.queue(workspace, { workload: "one-task" });
    await runs.untilEnded([id]);
    return runs.get(id)!;
  };
  const refused = await run("without-opa", ["--opa", "/nowhere/opa"]);
  const skipped = await run("skipping", ["--skip-policies"]);
  ledger.observe(
    "no opa",
    refused.status === "errored" &&
      refused.errorMessage?.includes("has no Open Policy Agent") === true &&
      skipped.status === "applied",
    `"${refused.errorMessage}"; with --skip-policies the run was ${skipped.status}`,
  );
  progress.keep(`  ${refused.errorMessage}`);
}

export default policies;
