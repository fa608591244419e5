import type { Json, Resource, ScalrClient } from "../../provider/client/index.js";
import { findWorkspace } from "../client/workspaces.js";
import { CliError, usage } from "../shell/errors.js";

/** The changes that a command line asks about. */
export interface ChangeFlags {
  readonly share: readonly string[];
  readonly access: readonly string[];
  readonly accountDefault: string | undefined;
  readonly environmentDefault: readonly string[];
  readonly link: readonly string[];
  readonly deletePool: readonly string[];
  readonly deleteEnvironment: readonly string[];
}

/** One change, as it was asked for and as the API takes it. */
export interface AskedChange {
  readonly text: string;
  readonly operation: Json;
}

const link = (id: string | null): Json => ({ data: id === null ? null : { type: "agent-pools", id } });

/** The changes with the ids of what they name. @throws CliError where there is nothing of a name */
export async function readChanges(client: ScalrClient, flags: ChangeFlags): Promise<readonly AskedChange[]> {
  const [pools, environments] = await Promise.all([client.list("agent-pools"), client.list("environments")]);
  const pool = (name: string) => named(pools, name, "agent pool").id;
  const environment = (name: string) => named(environments, name, "environment").id;
  const poolOrNone = (name: string) => (name === "none" ? null : pool(name));
  const changes: AskedChange[] = [];
  const update = (text: string, type: string, id: string, rest: { readonly [key: string]: Json }) =>
    changes.push({ text, operation: { op: "update", data: { type, id, ...rest } } });
  const remove = (text: string, type: string, id: string) =>
    changes.push({ text, operation: { op: "remove", ref: { type, id } } });

  for (const name of flags.share)
    update(`--share ${name}`, "agent-pools", pool(name), { attributes: { "is-shared": true } });
  for (const given of flags.access) {
    const [name, list] = pair("--access", given, "private=dev,staging");
    const data = list.split(",").map((each) => ({ type: "environments", id: environment(each.trim()) }));
    update(`--access ${given}`, "agent-pools", pool(name), { relationships: { environments: { data } } });
  }
  if (flags.accountDefault !== undefined) {
    const text = `--account-default ${flags.accountDefault}`;
    const present = pools.find(({ attributes }) => attributes.default === true);
    if (flags.accountDefault !== "none")
      update(text, "agent-pools", pool(flags.accountDefault), { attributes: { default: true } });
    else if (present) update(text, "agent-pools", present.id, { attributes: { default: false } });
  }
  for (const given of flags.environmentDefault) {
    const [name, to] = pair("--environment-default", given, "dev=private");
    const relationships = { "default-workspace-agent-pool": link(poolOrNone(to)) };
    update(`--environment-default ${given}`, "environments", environment(name), { relationships });
  }
  for (const given of flags.link) {
    const [name, to] = pair("--link", given, "dev/api=private");
    const { id } = await findWorkspace(client, name);
    update(`--link ${given}`, "workspaces", id, { relationships: { "agent-pool": link(poolOrNone(to)) } });
  }
  for (const name of flags.deletePool) remove(`--delete-pool ${name}`, "agent-pools", pool(name));
  for (const name of flags.deleteEnvironment)
    remove(`--delete-environment ${name}`, "environments", environment(name));
  return changes;
}

function pair(flag: string, given: string, example: string): readonly [string, string] {
  const [name, value, more] = given.split("=");
  if (!name || !value || more !== undefined) throw usage(`${flag} ${given}: write it as ${flag} ${example}.`);
  return [name, value];
}

function named(all: readonly Resource[], given: string, what: string): Resource {
  const found = all.find(({ id }) => id === given) ?? all.find(({ attributes }) => attributes.name === given);
  if (found !== undefined) return found;
  const names = all.map(({ attributes }) => String(attributes.name));
  throw new CliError("failure", `There is no ${what} "${given}". There are: ${names.join(", ") || "none"}.`);
}
