import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, onTestFinished } from "vitest";
import { exists } from "../../cli/demo/stage/system.js";
import type { Run } from "../../simulator/core/entities.js";
import { FINAL_RUN_STATUSES } from "../../simulator/runs/run-transition-rules.js";
import type { Resource } from "../api/support.js";
import { type Place, place } from "../dispatch/protocol-agent.js";
import { type AtEnd, afterSuite, temporaryFolder } from "../support/process.js";
import type { Sandbox } from "../support/sandbox.js";
import { type AgentProcess, joinedAgent } from "./agent-process.js";

/** A place with an agent of its own that executes real runs. */
export interface Workshop extends Place {
  readonly agent: AgentProcess;
  readonly agentId: string;
}

/** Milliseconds to wait for what agents do, on a machine with much other work. */
const PATIENCE = 110_000;

let count = 0;

export async function workshop(
  sandbox: Sandbox,
  env: Readonly<Record<string, string>> = {},
  atEnd: AtEnd = onTestFinished,
): Promise<Workshop> {
  const where = await place(sandbox);
  const name = `agent-${++count}`;
  const agent = await joinedAgent(name, where.token, env, atEnd);
  const [joined] = await sandbox.list(`agents?filter[name]=${name}`);
  return { ...where, agent, agentId: joined!.id };
}

/** One workshop for all tests of a file. */
export function useWorkshop(box: { readonly sandbox: Sandbox }): { readonly where: Workshop } {
  let opened: Workshop | undefined;
  const atEnd = afterSuite();
  beforeAll(async () => {
    opened = await workshop(box.sandbox, {}, atEnd);
  });
  return {
    get where() {
      return opened!;
    },
  };
}

/** A workspace of the place with a configuration to run. */
export async function workspaceWith(
  sandbox: Sandbox,
  { environment, pool }: Pick<Place, "environment"> & { readonly pool?: string },
  files: string | Readonly<Record<string, string>>,
  attributes: object = {},
): Promise<string> {
  const workspace = await sandbox.workspace(
    `work-${++count}`,
    environment,
    { "auto-apply": true, ...attributes },
    pool,
  );
  await sandbox.upload(workspace.id, typeof files === "string" ? { "main.tf": files } : files);
  return workspace.id;
}

/** Waits for the end of a run, or for a status on the way. */
export const reached = (sandbox: Sandbox, run: Resource, ...statuses: Run["status"][]) =>
  sandbox.until("runs", run.id, (now) =>
    statuses.length > 0 ? statuses.includes(now!.status) : FINAL_RUN_STATUSES.has(now!.status),
  );

/** The log of a run's plan or apply. */
export async function logOf(sandbox: Sandbox, run: Resource, phase: "plan" | "apply"): Promise<string> {
  const id = run.relationships[phase]!.data.id;
  return (await sandbox.get(`${phase === "plan" ? "plans" : "applies"}/${id}/output`)).body;
}

/** Work that says that it has begun and ends when it is let. */
export class Gate {
  readonly folder = temporaryFolder("gate-");

  /** A shell command that passes the gate. */
  command(name: string): string {
    const [begun, open] = [join(this.folder, `${name}.begun`), join(this.folder, "open")];
    return `touch ${begun}; while [ ! -e ${open} ]; do sleep 0.02; done`;
  }

  /** A configuration of one resource whose creation waits at the gate. */
  configuration = (name: string): string => `
    resource "null_resource" "gated" {
      provisioner "local-exec" {
        command = "${this.command(name)}"
      }
    }`;

  begun = (name: string): boolean => existsSync(join(this.folder, `${name}.begun`));

  open(): void {
    writeFileSync(join(this.folder, "open"), "");
  }

  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    for (const end = performance.now() + PATIENCE; performance.now() < end; ) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    throw new Error(`Waited ${PATIENCE} ms for ${condition}`);
  }
}

/** Whether no process with the id lives. A zombie, which waits for its parent, counts as gone. */
export const gone = (pid: number): boolean => !exists(pid);

/**
 * Kills an agent, and waits until the sandbox, whose clock is real, has lost contact with it. An agent that is killed between two polls
 * counts as connected for some seconds more. If the clock advanced in these seconds, it would count as seen for the whole advance (R13).
 */
export async function killedForGood(
  sandbox: Sandbox,
  { agent, agentId }: Pick<Workshop, "agent" | "agentId">,
): Promise<void> {
  await agent.kill("SIGKILL");
  for (const end = performance.now() + PATIENCE; performance.now() < end; ) {
    const before = sandbox.simulator.clock.now();
    const { attributes } = await sandbox.read("agents", agentId);
    if (Date.parse(attributes["last-seen-at"] as string) < before) return;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  throw new Error(`The sandbox is in contact with ${agentId}, ${PATIENCE} ms after it was killed.`);
}
