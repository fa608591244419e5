import type { AttributeDefinition } from "../framework/index.js";
import { apiResource, objectBlock, toOne } from "../framework/index.js";
import { emptyText, environments, flag, id, name, requiredText, text } from "../shared/common-attributes.js";

const repository: Readonly<Record<string, AttributeDefinition>> = {
  identifier: requiredText("Owner and name of the repository."),
  branch: text("Branch. Default: the repository's own.", { computed: true }),
  path: emptyText("Folder in the repository."),
};

/** `scalr_checkov_integration` */
export const checkovIntegration = apiResource({
  type: "scalr_checkov_integration",
  noun: "Checkov integration",
  apiType: "checkov-integrations",
  path: "integrations/checkov",
  twin: () => ({}),
  block: {
    description: "A Checkov integration: it checks configurations before their plan.",
    attributes: {
      id,
      name: name("Checkov integration"),
      cli_args: emptyText("Additional arguments of the command."),
      environments: environments("integration"),
      external_checks_enabled: flag(false, "Whether a repository has additional checks."),
      vcs_provider_id: text("Id of the VCS provider of that repository.", {
        api: toOne("vcs-provider", "vcs-providers"),
      }),
      version: text("Version of Checkov. Default: chosen by Scalr.", { computed: true }),
    },
    blocks: {
      vcs_repo: {
        nesting: "list",
        atMost: 1,
        description: "The repository with additional checks.",
        attributes: repository,
        api: objectBlock("vcs-repo", repository),
      },
    },
  },
});
