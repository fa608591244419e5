import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, onTestFinished } from "vitest";
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
    for (let i = 0; i < 1_000; i++) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    throw new Error(`Waited too long for ${condition}`);
  }
}

/** Whether no process has the id. */
export const gone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};
