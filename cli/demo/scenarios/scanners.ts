import { logsOf, writeWorkload } from "../acts/provider-configurations/desk.js";
import { integrate, writePrograms } from "../acts/scanners/programs.js";
import type { Stage } from "../stage/stage.js";
import type { Scenario } from "./scenario.js";

const SAFE = 'resource "terraform_data" "rule" {\n  input = "10.0.0.0/8"\n}\n';
const OPEN = 'resource "terraform_data" "rule" {\n  input = "0.0.0.0/0"\n}\n';
const KEY = "ico-the-key-of-the-demo";

/** Runs whose code is scanned by Checkov and whose costs Infracost estimates, by programs that stand for the real ones. */
const scanners: Scenario = {
  title: "Scanned runs and their costs",
  rules: [],
  checks: {
    missing: "An agent without the program refuses the plan and says what to do.",
    passed: "Checkov scans the configuration before init, and the run is applied.",
    finding: "A finding of Checkov ends the run, and the run says which integration that was.",
    cost: "The run has the estimate of Infracost, in US dollars a month.",
    secret: "No log shows the API key.",
    elsewhere: "Runs of an environment that the integration is not for are not scanned.",
  },
  async play(stage) {
    const { agents, ledger, observer, progress, runs, world } = stage;
    const environment = await world.environment("platform");
    const checkov = await integrate(stage, "checkov", { name: "code", "cli-args": "--quiet" }, environment);
    const run = async (
      pool: { readonly id: string; readonly token: string },
      name: string,
      text: string,
      where = environment,
    ) => {
      const workspace = await world.workspace(name, where, pool, { "auto-apply": true });
      const queued = await runs.queue(workspace, { workload: writeWorkload(stage, name, text) });
      await runs.untilEnded([queued]);
      return runs.get(queued)!;
    };
    progress.begin("An agent without Checkov");
    const bare = await world.pool("bare");
    await agents.start("bare", bare.token, ["--checkov", "no-such-checkov"]);
    const refused = await run(bare, "refused", SAFE);
    ledger.observe(
      "missing",
      refused.status === "errored" && /SCALR_AGENT_CHECKOV/.test(refused.errorMessage ?? ""),
      `${refused.id}: "${refused.errorMessage}"`,
    );
    progress.keep(`  ${refused.errorMessage}`);
    progress.begin("An agent with programs that stand for Checkov and Infracost");
    await integrate(stage, "infracost", { name: "prices", "api-key": KEY }, environment);
    const pool = await world.pool("scanned");
    await agents.start("scanner", pool.token, writePrograms(stage));
    const passed = await run(pool, "safe", SAFE);
    const logs = await logsOf(stage, passed.id);
    const isFirst = logs.indexOf("Passed checks: 1") < logs.indexOf("terraform_data.rule");
    ledger.observe("passed", passed.status === "applied" && isFirst, `${passed.id} was ${passed.status}`);
    const [cost] = observer.all("cost-estimates").filter((each) => each.run === passed.id);
    ledger.observe(
      "cost",
      cost?.proposed === "1.5" && cost.delta === "1.5",
      cost === undefined ? "there is none" : `$${cost.proposed} a month, $${cost.delta} more than now`,
    );
    progress.keep(`  ${/Costs a month: .*/.exec(logs)?.[0] ?? "No costs."}`);
    ledger.observe(
      "secret",
      !logs.includes(KEY) && logs.includes("with the key ***"),
      logs.includes(KEY) ? "the log shows it" : "the program printed it, and the log has *** there",
    );
    const found = await run(pool, "open", OPEN);
    ledger.observe(
      "finding",
      found.status === "errored" && found.errorMessage?.includes(checkov) === true,
      `${found.id}: "${found.errorMessage}"`,
    );
    progress.keep(`  ${found.errorMessage}`);
    await elsewhere(stage, await run(pool, "free", OPEN, await world.environment("sandbox")));
  },
};

/** The same finding in an environment that nobody scans. */
async function elsewhere(
  { ledger }: Stage,
  { id, status }: { readonly id: string; readonly status: string },
): Promise<void> {
  ledger.observe("elsewhere", status === "applied", `${id}, with the same finding, was ${status}`);
}

export default scanners;
