import type { RunningAgent } from "../../stage/agents.js";
import {
  condition,
  type HeldRun,
  type Lab,
  startHeld,
  startsOf,
  untilOutOfContact,
} from "../../stage/lab.js";
import { withoutIds } from "../../stage/progress.js";
import { Relay } from "../../stage/relay.js";
import type { Stage } from "../../stage/stage.js";
import { writeWorkload } from "../provider-configurations/desk.js";

/** Creates two resources one after the other. The first waits until it is released, so the state grows after that. */
const STEPS = String.raw`
variable "until" { type = string }
variable "label" { type = string }

resource "null_resource" "first" {
  provisioner "local-exec" {
    command = "echo \"$LABEL: waits for $UNTIL\"; until [ -e \"$UNTIL\" ]; do sleep 0.2; done; echo \"$LABEL: found $UNTIL\""
    environment = {
      LABEL = var.label
      UNTIL = var.until
    }
  }
}

resource "null_resource" "second" {
  depends_on = [null_resource.first]
}
`;

/** Plays `act` with an agent whose network goes through a relay. The agent logs with --debug, for the acts to read. */
async function withRelay(
  stage: Stage,
  { pool }: Lab,
  name: string,
  act: (agent: RunningAgent, relay: Relay) => Promise<void>,
): Promise<void> {
  const relay = await Relay.start(Number(new URL(stage.info.url).port));
  try {
    const agent = await stage.agents.start(name, pool.token, ["--url", relay.url, "--debug"]);
    await act(agent, relay);
    await agent.process.stop();
  } finally {
    relay.close();
  }
}

/** Cuts the network in the middle of an apply, and waits until the agent has finished it. */
async function cutAndEnd(stage: Stage, agent: RunningAgent, relay: Relay, run: HeldRun): Promise<void> {
  relay.cut();
  await untilOutOfContact(stage, [agent]);
  const apply = stage.runs.tasks(run.id).at(-1)!;
  run.release();
  await agent.process.line(
    (line) => line.includes("the task's process has ended") && line.includes(apply.id),
  );
}

/** R13: an agent that is back in contact before it counts as offline continues with its task. */
export const cutBriefly = (stage: Stage, lab: Lab): Promise<void> =>
  withRelay(stage, lab, "cut-briefly", async (agent, relay) => {
    const { ledger, progress, runs } = stage;
    const held = await startHeld(stage, lab.workspaces[1]!, "while the network is cut");
    const run = held.id;
    await cutAndEnd(stage, agent, relay, held);
    // The agent has two more minutes to reconnect before it counts as offline.
    await stage.advance("3m");
    const meanwhile = `${runs.get(run)!.status}, ${condition(stage, agent)}`;
    relay.mend();
    progress.keep(`  Cut for 3 minutes in the middle of ${run}, then restored.`);
    await runs.untilEnded([run]);
    const isLogWhole = await held.isLogWhole();
    ledger.observe(
      "cut",
      meanwhile === "applying, online" &&
        runs.get(run)!.status === "applied" &&
        startsOf(stage, run) === 1 &&
        isLogWhole,
      `meanwhile ${meanwhile}; then the run was ${runs.get(run)!.status}, started ${startsOf(stage, run)} time, and its log ` +
        `${isLogWhole ? "has everything once" : "is not whole"}`,
    );
  });

/** R13, R17: an agent out of contact for too long loses its task for good; the state that it left is taken once it is back. */
export const cutForLong = (stage: Stage, lab: Lab): Promise<void> =>
  withRelay(stage, lab, "cut-for-long", async (agent, relay) => {
    const { client, ledger, observer, progress, runs } = stage;
    const workspace = lab.workspaces[2]!;
    const held = await startHeld(
      stage,
      workspace,
      "while the network is cut for long",
      writeWorkload(stage, "steps", STEPS),
    );
    const run = held.id;
    await cutAndEnd(stage, agent, relay, held);
    await stage.advance("5m");
    await observer.until("the agent is offline", () => condition(stage, agent) === "offline");
    await runs.untilEnded([run]);
    const lost = runs.get(run)!;
    progress.keep(`  Cut for 5 minutes: ${withoutIds(lost.errorMessage ?? "")}`);
    relay.mend();
    await observer.until("the state is delivered", () =>
      (runs.get(run)!.errorMessage ?? "").includes("delivered later"),
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
        resources.includes("null_resource.second"),
      `the run ended ${lost.status} and stayed so; the agent, back again, delivered the state that tells of ` +
        `${resources.join(", ")}`,
    );
  });
