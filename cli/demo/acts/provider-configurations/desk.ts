import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxApi } from "../../../client/sandbox-api.js";
import type { Stage } from "../../stage/stage.js";

/** Texts that no log may show. */
export const SECRETS = { aws: "the-secret-key-of-aws", azurerm: "the-client-secret-of-azure" } as const;

const toOne = (type: string, id: string) => ({ data: { type, id } });

/** A provider configuration that every environment may use. */
export async function configure(
  { client }: Stage,
  name: string,
  provider: string,
  attributes: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { data } = await client.create("provider-configurations", {
    type: "provider-configurations",
    attributes: { name, "provider-name": provider, "is-shared": true, ...attributes },
  });
  return data.id;
}

export async function link(
  { client }: Stage,
  workspace: string,
  configuration: string,
  alias?: string,
): Promise<void> {
  await client.create(`workspaces/${workspace}/provider-configuration-links`, {
    type: "provider-configuration-links",
    attributes: alias === undefined ? {} : { alias },
    relationships: { "provider-configuration": toOne("provider-configurations", configuration) },
  });
}

/** What a workspace's runs get, as the sandbox explains it. */
export async function explained({ client }: Stage, workspace: string) {
  const { candidates } = await client.json<{
    candidates: readonly { configuration: { name: string }; outcome: string; reason: string }[];
  }>("GET", `${sandboxApi}/workspaces/${workspace}/provider-configurations`);
  return candidates;
}

/** Writes a configuration that runs of the demo may name as their workload. */
export function writeWorkload({ folder }: Stage, name: string, text: string): string {
  const dir = join(folder, "examples", "workloads", name);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "main.tf"), text);
  return name;
}

/** The logs of a run's plan and apply. */
export async function logsOf({ client, runs }: Stage, run: string): Promise<string> {
  const plan = await client.text(`/api/iacp/v3/plans/${runs.get(run)!.plan}/output`);
  return `${plan}${await runs.applyLog(run)}`;
}
