import { expect, onTestFinished, test } from "vitest";
import { place } from "../dispatch/protocol-agent.js";
import { Network } from "../support/network.js";
import { useSandbox } from "../support/sandbox.js";
import { joinedAgent } from "./agent-process.js";
import { Gate, reached, workspaceWith } from "./workshop.js";

const box = useSandbox({ clock: "real" });

test("an agent that is handed more than it can start gives the rest back at once, and another executes it (R17)", async () => {
  const where = await place(box.sandbox);
  const network = await Network.start(box.sandbox.simulator.url);
  onTestFinished(() => network.close());
  // As when answers cross: it asked for two places, one is left when the answer comes, and the next poll awaits yet another.
  network.alter((path) => path.replace("slots=1", "slots=2").replace("&wait", "&awaiting=1&wait"));
  const polls = network.hold(/GET .*\/tasks\?/);
  const env = { SCALR_URL: network.url, SCALR_AGENT_CONCURRENCY: "1" };
  await joinedAgent("full", where.token, env);
  await polls;
  const { store } = box.sandbox.simulator;
  const [full] = store.find("agents", "pool", where.pool);
  store.transact((tx) => tx.update("agents", full!.id, { concurrency: 2 }));

  const gate = new Gate();
  const runs = [];
  for (const name of ["first", "second"])
    runs.push(await box.sandbox.run(await workspaceWith(box.sandbox, where, gate.configuration(name))));
  network.release();
  await gate.until(() => gate.begun("first"));
  await joinedAgent("other", where.token);
  await gate.until(() => gate.begun("second"));
  gate.open();
  for (const run of runs) expect((await reached(box.sandbox, run)).status).toBe("applied");
});
