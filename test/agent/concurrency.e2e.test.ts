import { expect, it } from "vitest";
import { place } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";
import { joinedAgent } from "./agent-process.js";
import { Gate, reached, workspaceWith } from "./workshop.js";

const box = useSandbox({ clock: "real", runners: true });

it("executes 5 runs on the Scalr runners and 5 on each of two agents: 15 at once and never more (R1, R7, R8, R9)", async () => {
  const where = await place(box.sandbox);
  const gate = new Gate();
  for (const name of ["left", "right"]) await joinedAgent(name, where.token);
  const { store } = box.sandbox.simulator;
  const load = () => {
    const running = [...store.all("tasks")].filter(({ status }) => status === "running");
    const counts: Record<string, number> = {};
    for (const { agent } of running) {
      const { name } = store.get("agents", agent!)!;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return { total: running.length, counts };
  };
  let peak = 0;
  const stop = store.onCommit(() => {
    peak = Math.max(peak, load().total);
  });
  const runs = [];
  for (let i = 0; i < 20; i++) {
    const link = i % 4 === 0 ? {} : { pool: where.pool };
    runs.push(await queue({ environment: where.environment, ...link }, `run-${i}`));
  }
  // 5 of 20 are on the runners, 10 of the other 15 on the agents; 2 more wait for the runners' quota.
  for (let i = 20; i < 22; i++) runs.push(await queue({ environment: where.environment }, `run-${i}`));
  await gate.until(() => load().total === 15 && gatesReached() === 15);
  expect(load().counts).toEqual({ "scalr-runner-1": 5, left: 5, right: 5 });
  const queued = [];
  for (const { id } of await box.sandbox.list("runs-queue?page[size]=100"))
    queued.push((await box.sandbox.waitingFor(id)).kind);
  expect(queued.sort()).toEqual(["quota", "quota", "slot", "slot", "slot", "slot", "slot"]);
  gate.open();
  for (const run of runs) expect((await reached(box.sandbox, run)).status).toBe("applied");
  expect(peak).toBe(15);
  stop();

  async function queue(link: { environment: string; pool?: string }, name: string) {
    const workspace = await workspaceWith(box.sandbox, link, gate.configuration(name));
    return box.sandbox.run(workspace);
  }
  function gatesReached() {
    return Array.from({ length: 22 }, (_, i) => gate.begun(`run-${i}`)).filter(Boolean).length;
  }
});

it("starts a Scalr runner again when its process was killed; what it ran ends errored", async () => {
  const environment = await box.sandbox.environment("runner-killed");
  const gate = new Gate();
  const workspace = await workspaceWith(
    box.sandbox,
    { environment: environment.id },
    {
      "main.tf": `resource "null_resource" "a" {
      provisioner "local-exec" {
        command = "ps -o ppid= -p $PPID | tr -d ' ' > ../pid; echo runner is $(cat ../pid); ${gate.command("first")}"
      }
    }`,
    },
  );
  const run = await box.sandbox.run(workspace);
  const output = async () =>
    (await box.sandbox.get(`applies/${run.relationships.apply!.data.id}/output`)).body as string;
  await gate.until(async () => /\): runner is \d+/.test(await output()));
  process.kill(Number(/\): runner is (\d+)/.exec(await output())![1]), "SIGKILL");
  expect(await reached(box.sandbox, run)).toMatchObject({
    status: "errored",
    errorMessage: expect.stringMatching(/Agent 'scalr-runner-1' .* its process ended \(SIGKILL\)/),
  });
  gate.open();
  const other = await workspaceWith(box.sandbox, { environment: environment.id }, "");
  expect((await reached(box.sandbox, await box.sandbox.run(other))).status).toBe("planned_and_finished");
});
