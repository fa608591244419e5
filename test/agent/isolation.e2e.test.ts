import { chmodSync, cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { place } from "../dispatch/protocol-agent.js";
import { temporaryFolder } from "../support/process.js";
import { useSandbox } from "../support/sandbox.js";
import { AgentProcess } from "./agent-process.js";
import { Gate, logOf, reached, workspaceWith } from "./workshop.js";

const box = useSandbox({ clock: "real" });
const isRoot = process.getuid?.() === 0;
const root = join(import.meta.dirname, "../..");

/** A copy of the built agent: these sources may be in a folder that is closed to the users of tasks. */
function installedAgent(): { readonly folder: string; readonly script: string } {
  const folder = temporaryFolder("installed-");
  chmodSync(folder, 0o755);
  for (const path of ["package.json", "dist/agent/main.js", "dist/agent/tasks", "dist/chunks"])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  return { folder, script: join(folder, "dist/agent/main.js") };
}

const agentWithTaskUsers = (token: string, folder: string, script: string) =>
  new AgentProcess(
    {
      SCALR_URL: box.sandbox.url,
      SCALR_AGENT_TOKEN: token,
      SCALR_AGENT_DATA_DIR: folder,
      SCALR_AGENT_TASK_USERS: "61001",
    },
    onTestFinished,
    [],
    [script],
  );

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
    const where = await place(box.sandbox);
    const agent = agentWithTaskUsers(where.token, folder, installedAgent().script);
    await agent.logged("joined pool");
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
    const [, seen, user] = /\): at (\S+) as (\d+)/.exec(await logOf(box.sandbox, first, "apply"))!;
    await gate.until(() => gate.begun("work"));
    const second = await box.sandbox.run(
      await workspaceWith(
        box.sandbox,
        where,
        does(
          `echo as $(id -u); echo mine > $HOME/own && cat $HOME/own; ls ${seen} ${folder}; cat ${seen}/secret /proc/${agent.pid}/environ; true`,
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
  "a folder that the users of tasks cannot pass through is refused before the agent joins",
  async () => {
    const open = temporaryFolder();
    chmodSync(open, 0o711);
    const closed = temporaryFolder();
    const data = agentWithTaskUsers("t", closed, installedAgent().script);
    expect((await data.ended).code).toBe(2);
    expect(data.lines.at(-1)?.message).toContain(`chmod o+x ${closed}`);

    const { folder, script } = installedAgent();
    chmodSync(folder, 0o700);
    const program = agentWithTaskUsers("t", open, script);
    expect((await program.ended).code).toBe(2);
    expect(program.lines.at(-1)?.message).toContain(`chmod o+x ${folder}`);
  },
);
