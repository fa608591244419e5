import { STRING } from "../../../engine/values/index.js";
import { type AttributeDefinition, apiResource, attribute, toOne } from "../framework/index.js";
import { blank, id, linkTo, observed, requiredText, text } from "../shared/common-attributes.js";
import { vcsRepo } from "./vcs-repo.js";

const repository: Readonly<Record<string, AttributeDefinition>> = {
  identifier: requiredText("Owner and name of the repository.", { replace: true }),
  path: blank("Folder in the repository.", { replace: true }),
  tag_prefix: blank("Prefix of the tags that are versions.", { replace: true }),
};

const repositoryBlock = vcsRepo(repository);

/** `scalr_module` */
export const module = apiResource({
  type: "scalr_module",
  noun: "module",
  apiType: "modules",
  block: {
    description: "A module of the registry. Its versions are tags of a repository.",
    attributes: {
      id,
      vcs_provider_id: linkTo("vcs-provider", "vcs-providers", "Id of the VCS provider of the repository.", {
        replace: true,
      }),
      account_id: {
        ...text("Id of the account."),
        computed: true,
        deprecated: "The account is the token's.",
        api: toOne("account", "accounts"),
      },
      environment_id: text("Id of the environment that it belongs to.", {
        deprecated: "Use the attribute namespace_id.",
        replace: true,
        api: toOne("environment", "environments"),
      }),
      module_provider: text("Provider that the module is for. Default: taken from the repository's name.", {
        computed: true,
        replace: true,
        api: attribute("provider"),
      }),
      name: text("Its name. Default: taken from the repository's name.", { computed: true, replace: true }),
      namespace_id: text("Id of its namespace.", {
        computed: true,
        replace: true,
        api: toOne("namespace", "module-namespaces"),
      }),
      source: observed(STRING, "Source address by which configurations name it."),
      status: observed(STRING, "Whether it has versions."),
    },
    blocks: {
      vcs_repo: {
        ...repositoryBlock,
        api: {
          ...repositoryBlock.api,
          // The API omits members of the repository without a value.
          write: (value, draft) => {
            repositoryBlock.api.write!(value, draft);
            const sent = draft.attributes["vcs-repo"] as Record<string, unknown> | null;
            const given = Object.entries(sent ?? {}).filter(([, one]) => one !== null);
            draft.attributes["vcs-repo"] = Object.fromEntries(given) as Record<string, string>;
          },
        },
      },
    },
  },
});
