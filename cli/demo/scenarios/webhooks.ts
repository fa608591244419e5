import { deliver } from "../acts/webhooks/deliver.js";
import { Receiver } from "../acts/webhooks/receiver.js";
import { survive } from "../acts/webhooks/restart.js";
import { tellNobody } from "../acts/webhooks/shown.js";
import { failAndRepair, misbehave } from "../acts/webhooks/trouble.js";
import type { Scenario } from "./scenario.js";

/** Other systems that are told of events of runs. */
const webhooks: Scenario = {
  title: "Events of runs",
  rules: [],
  checks: {
    delivery:
      "A webhook is told of a plan that waits and of runs that are complete, in its environments alone.",
    signature: "The receiver verifies each signature over the body and its date by itself.",
    retries:
      "A call that fails is made again with growing pauses of the sandbox's time, and a last failure shows in the status.",
    again: "A delivery that failed is sent again, with the webhook as it is now.",
    "nobody waits":
      "A receiver that hangs and one that never ends its answer delay neither runs nor other webhooks.",
    guard: "Redirects are not followed, and an address of another machine is not called.",
    restart: "A call that was under way when the server was killed is made again; no event is lost.",
    shown: "What Slack and EventBridge would have been told is shown.",
    secrets: "Neither the key nor a sensitive header shows in a delivery or an event.",
  },
  async play(stage) {
    const { agents, progress, world } = stage;
    const pool = await world.pool("private");
    await agents.start("runner", pool.token);
    const environment = await world.environment("platform");
    const receiver = await Receiver.open();
    try {
      const workspace = (name: string, home = environment) => world.workspace(name, home, pool);
      progress.begin("Three events, and a receiver that checks signatures");
      const hook = await deliver(stage, receiver, environment, await workspace("api"));
      progress.begin("Calls that fail, and one that is sent again");
      await failAndRepair(stage, receiver, hook, await workspace("web"));
      progress.begin("Receivers that misbehave, and addresses that are forbidden");
      const apart = await world.environment("apart");
      await misbehave(stage, receiver, apart, await workspace("busy", apart));
      progress.begin("Slack and EventBridge, with nowhere to go");
      await tellNobody(stage, environment, await workspace("chat"));
      progress.begin("A server that is killed during a call");
      await survive(stage, receiver, environment, await workspace("batch"));
    } finally {
      receiver.close();
    }
  },
};

export default webhooks;
