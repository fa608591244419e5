import { DYNAMIC, type Plain, STRING } from "../../../engine/values/index.js";
import type { ScalrClient } from "../../client/index.js";
import { type DataSource, UserError } from "../framework/index.js";
import { observed, requiredText } from "../shared/common-attributes.js";

type Outputs = Readonly<Record<string, { readonly value: Plain; readonly sensitive?: boolean }>>;

/** Finds one object by its exact name. */
async function named(client: ScalrClient, type: string, name: string, query = {}): Promise<string> {
  const found = await client.list(type, { "filter[name]": name, ...query });
  const match = found.find((one) => one.attributes.name === name);
  if (match) return match.id;
  const noun = type.replace(/s$/, "");
  throw new UserError(`There is no ${noun} named ${JSON.stringify(name)}, or the token may not read it.`);
}

async function outputsOf(client: ScalrClient, workspace: string): Promise<Outputs> {
  const current = await client.find(`workspaces/${encodeURIComponent(workspace)}/current-state-version`);
  if (!current) return {};
  const state = await client.text(`state-versions/${encodeURIComponent(current.data.id)}/download`);
  return (JSON.parse(state) as { outputs?: Outputs }).outputs ?? {};
}

/** `scalr_outputs` */
export const outputsData: DataSource = {
  type: "scalr_outputs",
  noun: "outputs of a workspace",
  block: {
    description: "The outputs of the current state of a workspace.",
    attributes: {
      environment: requiredText("Name of the environment."),
      workspace: requiredText("Name of the workspace."),
      id: observed(STRING, "Id of the workspace."),
      nonsensitive_values: observed(DYNAMIC, "The outputs that are not sensitive, by name."),
      values: { ...observed(DYNAMIC, "All outputs, by name."), sensitive: true },
    },
  },
  async read({ client }, config) {
    const environment = await named(client, "environments", String(config.environment));
    const within = { "filter[environment]": environment };
    const workspace = await named(client, "workspaces", String(config.workspace), within);
    const outputs = Object.entries(await outputsOf(client, workspace));
    const values = (entries: typeof outputs): Plain =>
      Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
    const open = outputs.filter(([, { sensitive }]) => sensitive !== true);
    return { ...config, id: workspace, values: values(outputs), nonsensitive_values: values(open) };
  },
};
