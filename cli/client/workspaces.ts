import { type Resource, type ScalrClient, toOneId } from "../../provider/client/index.js";
import { CliError } from "../shell/errors.js";

/** The workspace that an argument names. */
export interface FoundWorkspace {
  readonly id: string;
  /** Environment and name, as people say it: `dev/api`. */
  readonly label: string;
  readonly environment: { readonly id: string; readonly name: string };
  readonly resource: Resource;
}

/** A workspace by id, by `environment/name` (the environment's name or id), or by name where that is unique. */
export async function findWorkspace(client: ScalrClient, given: string): Promise<FoundWorkspace> {
  const slash = given.lastIndexOf("/");
  if (slash === -1 && given.startsWith("ws-")) {
    const one = await client.get(`workspaces/${encodeURIComponent(given)}`, { include: "environment" });
    return found(
      one.data,
      one.included.find(({ type }) => type === "environments"),
    );
  }
  const name = given.slice(slash + 1);
  const candidates = (await client.list("workspaces", { "filter[name]": name })).filter(
    ({ attributes }) => attributes.name === name,
  );
  const environments = await client.list("environments");
  const all = candidates.map((workspace) =>
    found(
      workspace,
      environments.find(({ id }) => id === toOneId(workspace, "environment")),
    ),
  );
  const parent = given.slice(0, slash);
  const matches =
    slash === -1
      ? all
      : all.filter(({ environment }) => environment.name === parent || environment.id === parent);
  if (matches.length === 1) return matches[0]!;
  if (matches.length > 1) {
    const labels = matches.map(({ label }) => label).join(", ");
    throw new CliError(
      "failure",
      `There are ${matches.length} workspaces called "${name}": ${labels}. Say which one.`,
    );
  }
  throw new CliError(
    "failure",
    `There is no workspace "${given}". Give its id (ws-...) or environment/name.`,
  );
}

function found(workspace: Resource, parent: Resource | undefined): FoundWorkspace {
  const id = toOneId(workspace, "environment") ?? "?";
  const environment = { id, name: String(parent?.attributes.name ?? id) };
  return {
    id: workspace.id,
    label: `${environment.name}/${workspace.attributes.name}`,
    environment,
    resource: workspace,
  };
}
