import type { RunningAgent } from "../../stage/agents.js";
import { condition, type Lab, startRun, startsOf, startWork } from "../../stage/lab.js";
import { withoutIds } from "../../stage/progress.js";
import { Relay } from "../../stage/relay.js";
import type { Stage } from "../../stage/stage.js";

/** Makes things one after the other, so that some are made while the network is cut. */
const STEPS = { workload: "build-pipeline", variables: { services: '["api"]', shards: 1, seconds: 2 } };

/** Plays `act` with an agent whose network goes through a relay. */
async function withRelay(
  stage: Stage,
  { pool }: Lab,
  name: string,
  act: (agent: RunningAgent, relay: Relay) => Promise<void>,
): Promise<void> {
  const relay = await Relay.start(Number(new URL(stage.info.url).port));
  try {
    const agent = await stage.agents.start(name, pool.token, ["--url", relay.url]);
    await act(agent, relay);
    await agent.process.stop(5_000);
  } finally {
    relay.close();
  }
}

/** R13: an agent that is back in contact before it counts as offline continues with its task. */
export const cutBriefly = (stage: Stage, lab: Lab): Promise<void> =>
  withRelay(stage, lab, "cut-briefly", async (agent, relay) => {
    const { ledger, progress, runs } = stage;
    const run = await startWork(stage, lab.workspaces[1]!, 4, "while the network is cut");
    relay.cut();
    await stage.advance("4m");
    const meanwhile = `${runs.get(run)!.status}, ${condition(stage, agent)}`;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    relay.mend();
    progress.keep(`  Cut for 4 minutes in the middle of ${run}, then restored.`);
    await runs.untilEnded([run]);
    const log = await runs.applyLog(run);
    const seconds = log.match(/second \d of 4/g)?.length ?? 0;
    ledger.observe(
      "cut",
      meanwhile === "applying, online" &&
        runs.get(run)!.status === "applied" &&
        startsOf(stage, run) === 1 &&
        seconds === 4,
      `meanwhile ${meanwhile}; then the run was ${runs.get(run)!.status}, started ${startsOf(stage, run)} time, with all ` +
        `${seconds} seconds in its log`,
    );
  });

/** R13, R17: an agent out of contact for too long loses its task for good; the state that it left is taken once it is back. */
export const cutForLong = (stage: Stage, lab: Lab): Promise<void> =>
  withRelay(stage, lab, "cut-for-long", async (agent, relay) => {
    const { client, ledger, observer, progress, runs } = stage;
    const workspace = lab.workspaces[2]!;
    const run = await startRun(stage, workspace, STEPS, "compiling");
    relay.cut();
    // It works to its end, with nobody to tell.
    await agent.process.line((line) => line.includes("the server does not answer"));
    await stage.advance("5m");
    await observer.until("the agent is offline", () => condition(stage, agent) === "offline");
    await runs.untilEnded([run]);
    const lost = runs.get(run)!;
    progress.keep(`  Cut for 5 minutes: ${withoutIds(lost.errorMessage ?? "")}`);
    relay.mend();
    await observer.until(
      "the state is delivered",
      () => (runs.get(run)!.errorMessage ?? "").includes("delivered later"),
      30,
    );
    const { status, errorMessage } = runs.get(run)!;
    const version = observer.get("workspaces", workspace)!.currentStateVersion;
    const state = await client.find(`state-versions/${version}`);
    const listed = state?.data.attributes.resources;
    const resources = (Array.isArray(listed) ? listed : []).map((each) => String(Object(each).address));
    progress.keep(`  Restored: ${withoutIds(errorMessage!.slice(lost.errorMessage!.length).trim())}`);
    ledger.observe(
      "late",
      lost.status === "errored" &&
        status === "errored" &&
        startsOf(stage, run) === 1 &&
        resources.includes("null_resource.test"),
      `the run ended ${lost.status} and stayed so; the agent, back again, delivered the state that tells of ` +
        `${resources.join(", ")}`,
    );
  });
