import { type Resource, toOneId } from "../../../provider/client/index.js";
import type { Candidate } from "../../client/sandbox-api.js";
import { withoutIds } from "../stage/progress.js";
import type { Stage } from "../stage/stage.js";

const levels: Readonly<Record<Candidate["level"], string>> = {
  workspace: "linked to the workspace",
  environment: "default of the environment",
  account: "default of the account",
  "scalr-runners": "no pool is set",
};

/** Shows for each workspace which pool won, and why, and compares that with what the API says is linked. */
export async function explainResolution(stage: Stage): Promise<void> {
  // Workspaces with the same pool for the same reason are told together.
  const groups = new Map<string, { readonly labels: string[]; readonly reasons: readonly string[] }>();
  for (const { label, resolution } of stage.workspaces) {
    const won = resolution.candidates.find(({ outcome }) => outcome === "won");
    const reasons = resolution.candidates
      .filter(({ outcome }) => outcome === "skipped" || outcome === "refused")
      .map(({ outcome, reason }) => `${outcome}: ${withoutIds(reason)}`);
    const winner = won ? `${won.pool?.name}, ${levels[won.level]}` : `nowhere: ${resolution.error}`;
    const group = groups.get(`${winner} ${reasons}`) ?? { labels: [], reasons };
    groups.set(`${winner} ${reasons}`, group);
    if (group.labels.length === 0) group.labels.push(`  ${winner}:`);
    group.labels.push(label);
  }
  for (const {
    labels: [head, ...labels],
    reasons,
  } of groups.values()) {
    stage.progress.keep(`${head} ${labels.join(", ")}`);
    for (const reason of reasons) stage.progress.keep(`    ${reason}`);
  }
  await checkOrder(stage);
  checkExplanations(stage);
}

/** R2: what won, against what the links that the API shows should lead to. */
async function checkOrder({ client, ledger, workspaces }: Stage): Promise<void> {
  const byId = (list: readonly Resource[]) => new Map(list.map((resource) => [resource.id, resource]));
  const [own, environments, pools] = await Promise.all([
    client.list("workspaces").then(byId),
    client.list("environments").then(byId),
    client.list("agent-pools"),
  ]);
  const accountDefault = pools.find(({ attributes }) => attributes.default)?.id ?? null;
  const wins = new Map<string, number>();
  const wrong: string[] = [];
  for (const { id, label, environment, resolution } of workspaces) {
    const links = [
      toOneId(own.get(id)!, "agent-pool"),
      toOneId(environments.get(environment)!, "default-workspace-agent-pool"),
    ];
    const won = resolution.candidates.find(({ outcome }) => outcome === "won");
    if (won === undefined) wrong.push(label);
    else wins.set(won.level, (wins.get(won.level) ?? 0) + 1);
    const explicit = links.find((link) => link !== null);
    const fits =
      explicit !== undefined
        ? resolution.pool?.id === explicit
        : won?.level === "account"
          ? resolution.pool?.id === accountDefault
          : won?.level === "scalr-runners";
    if (!fits) wrong.push(label);
  }
  const counts = [...wins].map(([level, count]) => `${count} by ${level}`).join(", ");
  const text = `${workspaces.length} workspaces resolved as their links say: ${counts}`;
  ledger.observe(
    "R2",
    wrong.length === 0,
    wrong.length === 0 ? text : `resolved otherwise: ${wrong.join(", ")}`,
  );
}

/** R4: four candidates each, one of which decides, all with a reason. */
function checkExplanations({ ledger, workspaces }: Stage): void {
  const explained = workspaces.filter(({ resolution: { candidates } }) => {
    const deciding = candidates.filter(({ outcome }) => outcome === "won" || outcome === "refused");
    return (
      candidates.length === 4 && deciding.length === 1 && candidates.every(({ reason }) => reason !== "")
    );
  });
  const [first] = workspaces;
  const passed = first?.resolution.candidates.map(({ level, outcome }) => `${level}: ${outcome}`).join(", ");
  ledger.observe(
    "R4",
    explained.length === workspaces.length,
    `${explained.length} of ${workspaces.length} explain all four candidates (${first?.label}: ${passed})`,
  );
}
