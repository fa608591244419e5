import { expect, it, onTestFinished } from "vitest";
import { place } from "../dispatch/protocol-agent.js";
import { Network } from "../support/network.js";
import { useSandbox } from "../support/sandbox.js";
import { joinedAgent } from "./agent-process.js";
import { Gate, reached, workspaceWith } from "./workshop.js";

const box = useSandbox({ clock: "real" });

it("starts a task that was handed out before the agent knew that an earlier one has ended (R8, R17)", async () => {
  const { sandbox } = box;
  const where = await place(sandbox);
  const network = await Network.start(sandbox.url);
  onTestFinished(() => network.close());
  const agent = await joinedAgent("late", where.token, {
    SCALR_URL: network.url,
    SCALR_AGENT_CONCURRENCY: "2",
    SCALR_AGENT_DEBUG: "true",
  });
  const gates = new Gate();
  const begin = async (name: string) => {
    const gate = new Gate();
    const hooks = { "pre-plan": gate.command(name) };
    const workspace = await workspaceWith(sandbox, where, "", { hooks });
    return { run: await sandbox.run(workspace), open: () => gate.open(), begun: () => gate.begun(name) };
  };
  const first = await begin("first");
  await gates.until(first.begun);
  // The poll for the other place brings the second run, and its answer is slow.
  const offered = network.holdAnswer(/\/tasks\?/);
  const second = await begin("second");
  const deliver = await offered;
  // The server knows that the first run has ended, the agent does not.
  const finished = network.holdAnswer(/\/finish$/);
  first.open();
  const confirm = await finished;
  const third = await begin("third");
  deliver();
  await agent.logged("an offered task waits for a place");
  expect(third.begun()).toBe(false);
  confirm();
  for (const { begun } of [second, third]) await gates.until(begun);

  for (const { run, open } of [first, second, third]) {
    open();
    expect((await reached(sandbox, run)).status).toBe("planned_and_finished");
  }
});
