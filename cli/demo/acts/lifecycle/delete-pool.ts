import type { RunningAgent } from "../../stage/agents.js";
import { answer, type Lab, startEndless } from "../../stage/lab.js";
import { withoutIds } from "../../stage/progress.js";
import type { Stage } from "../../stage/stage.js";
import { register } from "../joining.js";

/** R18, R19: a linked pool stays; deleting it ends its tokens, its agents and what they run. */
export async function deleteUsedPool(
  stage: Stage,
  { pool, workspaces }: Lab,
  agent: RunningAgent,
): Promise<void> {
  const { client, info, ledger, progress, refused, runs } = stage;
  const run = await startEndless(stage, workspaces[1]!, "in the deleted pool");
  const path = `agent-pools/${pool.id}`;
  const linked = await refused(() => client.delete(path));
  progress.keep(`  Deleting it while it is linked: ${withoutIds(answer(linked))}`);
  await client.update(path, {
    type: "agent-pools",
    id: pool.id,
    relationships: { workspaces: { data: [] } },
  });
  const gone = await client.delete(path);
  ledger.observe(
    "R18",
    linked.status === 409 && linked.detail.includes("is linked to") && gone,
    `linked: ${withoutIds(answer(linked))}; unlinked: ${gone ? "deleted" : "not deleted"}`,
  );
  const { code } = await agent.process.ended;
  await runs.untilEnded([run]);
  const { status, errorMessage } = runs.get(run)!;
  const again = await register(info.url, pool.token);
  progress.keep(
    `  Unlinked and deleted: ${agent.name} exited with ${code}. ${withoutIds(errorMessage ?? "")}`,
  );
  ledger.observe(
    "R19",
    code === 5 && status === "errored" && (errorMessage ?? "").includes(`'${pool.name}'`) && again === 401,
    `${agent.name} exited with ${code}, its run ended ${status} (${withoutIds(errorMessage ?? "")}), and the token is refused ` +
      `(${again})`,
  );
}
