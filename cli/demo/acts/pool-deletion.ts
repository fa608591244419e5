import { toManyIds } from "../../../provider/client/index.js";
import { endless } from "../stage/lab.js";
import { withoutIds } from "../stage/progress.js";
import type { Fleet, Stage } from "../stage/stage.js";
import { register } from "./joining.js";
import type { Lost } from "./lost-agent.js";

/** R18: a pool that something links to stays. R19: deleting it revokes its tokens and stops its agents and their runs. */
export async function deletePools(stage: Stage, fleet: Fleet, lost: Lost): Promise<void> {
  await checkLinked(stage);
  await deleteFleetPool(stage, fleet, lost);
}

/** R18: tries to delete every pool that the quickstart declared; all of them are linked to something. */
async function checkLinked({ client, ledger, progress, refused }: Stage): Promise<void> {
  const pools = (await client.list("agent-pools")).filter(({ attributes }) => attributes["in-use"]);
  const answers = await Promise.all(
    pools.map(async ({ id, attributes }) => ({
      name: String(attributes.name),
      ...(await refused(() => client.delete(`agent-pools/${id}`))),
    })),
  );
  for (const { detail } of answers) progress.keep(`  409 ${withoutIds(detail)}`);
  const kinds = ["workspace", "environment", "the account", "VCS provider"].filter((kind) =>
    answers.some(({ detail }) => detail.includes(`${kind} `)),
  );
  ledger.observe(
    "R18",
    answers.length > 0 &&
      answers.every(({ status, detail }) => status === 409 && detail.includes("is linked to")),
    `${answers.length} linked pools could not be deleted (409, naming what links to each: ${kinds.join(", ")})`,
  );
}

async function deleteFleetPool(stage: Stage, fleet: Fleet, { busy }: Lost): Promise<void> {
  const { client, info, ledger, observer, progress, runs } = stage;
  const { pool, token } = fleet;
  const survivors = fleet.agents.filter(({ id }) => id !== busy.id);
  const running = await runs.queue(fleet.workspaces[1]!.id, endless("in the deleted pool"));
  await observer.until("a run executes in the pool", () =>
    runs.tasks(running).some(({ phase, status }) => phase === "apply" && status === "running"),
  );
  await unlink(stage, pool.id);
  const before = await register(info.url, token);
  await client.delete(`agent-pools/${pool.id}`);
  progress.keep(`  Unlinked and deleted '${pool.name}' while ${running} executed on ${survivors[0]?.name}.`);
  const ended = await Promise.all(survivors.map(({ process }) => process.ended));
  await runs.untilEnded([running]);
  const after = await register(info.url, token);
  const left = observer
    .all("access-tokens")
    .filter(({ kind, owner }) => kind === "pool" && owner === pool.id);
  const run = runs.get(running)!;
  ledger.observe(
    "R18",
    (await client.find(`agent-pools/${pool.id}`)) === null,
    `once unlinked, '${pool.name}' was deleted`,
  );
  ledger.observe(
    "R19",
    before === 200 || before === 201
      ? after === 401 &&
          left.length === 0 &&
          ended.length > 0 &&
          ended.every(({ code }) => code !== null && code !== 0) &&
          run.status === "errored" &&
          (run.errorMessage ?? "").includes(pool.name)
      : false,
    `its token joined before (${before}) and was refused after (${after}), ${survivors.map(({ name }) => name).join(", ")} ` +
      `stopped (exit code ${ended.map(({ code }) => code).join(", ")}), and the run ended ${run.status}: ${withoutIds(run.errorMessage ?? "")}`,
  );
}

/** Takes away every link to the pool, as its owner would. */
async function unlink({ client }: Stage, pool: string): Promise<void> {
  const { data } = await client.get(`agent-pools/${pool}`);
  await client.update(`agent-pools/${pool}`, {
    type: "agent-pools",
    id: pool,
    relationships: { workspaces: { data: [] } },
  });
  for (const id of toManyIds(data, "default-environments")) {
    await client.update(`environments/${id}`, {
      type: "environments",
      id,
      relationships: { "default-workspace-agent-pool": { data: null } },
    });
  }
  if (data.attributes.default) {
    await client.update(`agent-pools/${pool}`, {
      type: "agent-pools",
      id: pool,
      attributes: { default: false },
    });
  }
}
