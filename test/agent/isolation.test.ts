import { chmodSync } from "node:fs";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { AgentProcess } from "./agent-process.js";
import { Gate, logOf, reached, workshop, workspaceWith } from "./workshop.js";

const box = useSandbox({ clock: "real" });
const isRoot = process.getuid?.() === 0;

/** A configuration whose apply does something in a shell. */
const does = (command: string) => `
  resource "null_resource" "a" {
    provisioner "local-exec" { command = "${command.replaceAll('"', '\\"')}" }
  }`;

it.runIf(isRoot)(
  "tasks that run as users of their own see neither each other's files nor their agent's secrets",
  async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o711);
    const where = await workshop(box.sandbox, {
      SCALR_AGENT_DATA_DIR: folder,
      SCALR_AGENT_TASK_USERS: "61001",
    });
    const gate = new Gate();
    chmodSync(gate.folder, 0o777);
    const first = await box.sandbox.run(
      await workspaceWith(
        box.sandbox,
        where,
        does(`echo at $PWD as $(id -u); echo hidden > secret; ${gate.command("work")}`),
      ),
    );
    await gate.until(async () => (await logOf(box.sandbox, first, "apply")).includes("): at "));
    const [, place, user] = /\): at (\S+) as (\d+)/.exec(await logOf(box.sandbox, first, "apply"))!;
    await gate.until(() => gate.begun("work"));
    const second = await box.sandbox.run(
      await workspaceWith(
        box.sandbox,
        where,
        does(
          `echo as $(id -u); echo mine > $HOME/own && cat $HOME/own; ls ${place} ${folder}; cat ${place}/secret /proc/${where.agent.pid}/environ; true`,
        ),
      ),
    );
    expect((await reached(box.sandbox, second)).status).toBe("applied");
    const log = await logOf(box.sandbox, second, "apply");
    expect(log).toContain("): mine");
    expect(log.match(/Permission denied/g), log).toHaveLength(4);
    expect(log).not.toMatch(/hidden|SCALR_AGENT_TOKEN/);
    const other = /\): as (\d+)/.exec(log)![1]!;
    expect(Number(user)).toBeGreaterThanOrEqual(61_001);
    expect(Number(other)).toBeGreaterThanOrEqual(61_001);
    expect(other).not.toBe(user);
    gate.open();
    expect((await reached(box.sandbox, first)).status).toBe("applied");
  },
);

it.runIf(isRoot)(
  "a data folder that lets no other user through is refused before the agent joins",
  async () => {
    const folder = temporaryFolder();
    const agent = new AgentProcess({
      SCALR_URL: box.sandbox.url,
      SCALR_AGENT_TOKEN: "t",
      SCALR_AGENT_DATA_DIR: folder,
      SCALR_AGENT_TASK_USERS: "61001",
    });
    expect((await agent.ended).code).toBe(2);
    expect(agent.lines.at(-1)?.message).toContain(`chmod o+x ${folder}`);
  },
);
