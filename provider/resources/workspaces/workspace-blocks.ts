import { BOOL, listOf, STRING, UNKNOWN } from "../../../engine/values/index.js";
import { toOneId } from "../../client/index.js";
import type { AttributeDefinition, BlockDefinition, Extra, PlainObject } from "../framework/index.js";
import { objectBlock } from "../framework/index.js";
import { emptyText } from "../shared/common-attributes.js";

type Attributes = Readonly<Record<string, AttributeDefinition>>;

const off = (description: string): AttributeDefinition => ({
  type: BOOL,
  optional: true,
  computed: true,
  default: false,
  description,
});

const hooks: Attributes = {
  pre_init: emptyText("Command before init."),
  pre_plan: emptyText("Command before the plan."),
  post_plan: emptyText("Command after the plan."),
  pre_apply: emptyText("Command before the apply."),
  post_apply: emptyText("Command after the apply."),
};

const terragrunt: Attributes = {
  version: { type: STRING, required: true, description: "Version of terragrunt." },
  use_run_all: off("Whether all modules run."),
  include_external_dependencies: off("Whether modules outside the working directory run too."),
};

const vcsRepo: Attributes = {
  identifier: { type: STRING, required: true, description: "Owner and name of the repository." },
  branch: {
    type: STRING,
    optional: true,
    computed: true,
    description: "Branch. Default: the repository's own.",
  },
  path: { ...emptyText("Folder in the repository."), deprecated: "Use the attribute working_directory." },
  dry_runs_enabled: { ...off("Whether pull requests start dry runs."), default: true },
  ingress_submodules: off("Whether submodules are fetched."),
  trigger_patterns: emptyText("Patterns, as in .gitignore, of files whose change starts a run."),
  trigger_prefixes: {
    type: listOf(STRING),
    optional: true,
    computed: true,
    default: [],
    description: "Folders where a change starts a run.",
  },
  version_constraint: {
    type: STRING,
    optional: true,
    description: "Constraint that the version in a tag must satisfy.",
  },
};

const providerConfiguration: Attributes = {
  id: { type: STRING, required: true, description: "Id of the provider configuration." },
  alias: emptyText("Alias of the provider in the configuration."),
};

/** The nested blocks of `scalr_workspace`. */
export const workspaceBlocks: NonNullable<BlockDefinition["blocks"]> = {
  hooks: {
    description: "Commands before and after the steps of a run.",
    nesting: "list",
    atMost: 1,
    attributes: hooks,
    api: objectBlock("hooks", hooks),
  },
  terragrunt: {
    description: "Runs terragrunt instead of the platform itself.",
    nesting: "list",
    atMost: 1,
    attributes: terragrunt,
    api: objectBlock("terragrunt", terragrunt),
  },
  vcs_repo: {
    description: "The repository of its configuration. It needs vcs_provider_id.",
    nesting: "list",
    atMost: 1,
    attributes: vcsRepo,
    api: objectBlock("vcs-repo", vcsRepo),
  },
  provider_configuration: {
    description: "A provider configuration that its runs use.",
    nesting: "set",
    attributes: providerConfiguration,
    api: { fields: ["relationships/provider-configuration"], read: (_object, state) => state },
  },
};

/** The provider configurations of a workspace: links with paths of their own. */
export const providerConfigurationLinks: Extra = {
  async write({ client }, workspace, planned, prior) {
    const wanted = planned as PlainObject[];
    const before = (prior ?? []) as PlainObject[];
    if (wanted.length === 0 && before.length === 0) return;
    const path = `workspaces/${encodeURIComponent(workspace)}/provider-configuration-links`;
    const existing = (await client.list(path)).filter((link) => link.attributes.default !== true);
    const key = (id: unknown, alias: unknown) => `${String(id)} ${String(alias ?? "")}`;
    const linked = new Map(
      existing.map((link) => {
        const target = link.relationships["provider-configuration"]?.data as { id: string } | undefined;
        return [key(target?.id, link.attributes.alias), link.id] as const;
      }),
    );
    const keys = new Set(wanted.map((item) => key(item.id, item.alias)));
    for (const [linkKey, linkId] of linked) {
      if (!keys.has(linkKey))
        await client.delete(`provider-configuration-links/${encodeURIComponent(linkId)}`);
    }
    for (const item of wanted.filter((one) => !linked.has(key(one.id, one.alias)))) {
      const target = { type: "provider-configurations", id: String(item.id) };
      await client.create(path, {
        type: "provider-configuration-links",
        attributes: { alias: item.alias === UNKNOWN ? "" : String(item.alias ?? "") },
        relationships: { "provider-configuration": { data: target } },
      });
    }
  },

  async read({ client }, { data }, state) {
    if (!Array.isArray(state) || state.length === 0) return undefined;
    const links = await client.list(`workspaces/${encodeURIComponent(data.id)}/provider-configuration-links`);
    return links
      .filter((link) => link.attributes.default !== true)
      .map((link) => ({
        id: toOneId(link, "provider-configuration"),
        alias: link.attributes.alias ?? "",
      }));
  },
};

/** The SSH key of a workspace: a link with a path of its own, which the workspace shows. */
export const sshKeyLink: Extra = {
  async write({ client }, workspace, planned, prior) {
    if ((planned ?? "") === (prior ?? "")) return;
    const path = `workspaces/${encodeURIComponent(workspace)}/ssh-key-links`;
    if (planned === "" || planned === null) {
      await client.delete(path);
      return;
    }
    // Only this path takes a body that is not a JSON:API document.
    await client.json("POST", path, { "ssh-key": String(planned) });
  },
  read: async () => undefined,
};
