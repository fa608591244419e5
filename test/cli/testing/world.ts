import { type Resource, type ScalrClient, toManyIds, toOneId } from "../../../provider/client/index.js";

/** What is in a sandbox that its stacks say something about, by names: ids differ from one to the next. */
export async function worldOf(client: ScalrClient) {
  const [environments, pools, vcsProviders, workspaces] = await Promise.all(
    ["environments", "agent-pools", "vcs-providers", "workspaces"].map((type) => client.list(type)),
  );
  const all = [...environments!, ...pools!];
  const name = (id: string | null) => all.find((one) => one.id === id)?.attributes.name ?? id;
  const link = (resource: Resource, to: string) => name(toOneId(resource, to));
  const sorted = <T extends { name: unknown }>(list: T[]) =>
    list.sort((a, b) => String(a.name).localeCompare(String(b.name)));
  const label = (workspace: Resource) => `${link(workspace, "environment")}/${workspace.attributes.name}`;
  const resolved = workspaces!.map(async (workspace) => {
    const path = `/api/sandbox/v1/workspaces/${workspace.id}/resolution`;
    const { pool } = await client.json<{ pool: { name: string } }>("GET", path);
    const { attributes } = workspace;
    return [
      label(workspace),
      { pool: pool.name, linked: link(workspace, "agent-pool"), auto: attributes["auto-apply"] },
    ];
  });
  return {
    environments: sorted(
      environments!.map((one) => ({
        name: one.attributes.name,
        default: link(one, "default-workspace-agent-pool"),
      })),
    ),
    pools: sorted(
      pools!.map((one) => ({
        name: one.attributes.name,
        vcs: one.attributes["vcs-enabled"],
        environments: toManyIds(one, "environments").map(name).sort(),
      })),
    ),
    vcsProviders: sorted(
      vcsProviders!.map((one) => ({ name: one.attributes.name, pool: link(one, "agent-pool") })),
    ),
    workspaces: Object.fromEntries(await Promise.all(resolved)),
  };
}
