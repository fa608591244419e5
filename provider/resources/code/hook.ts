import { type AttributeDefinition, apiResource, checkedAlone } from "../framework/index.js";
import { id, linkTo, name, requiredText, text } from "../shared/common-attributes.js";
import { vcsRepo } from "./vcs-repo.js";

const repository: Readonly<Record<string, AttributeDefinition>> = {
  identifier: requiredText("Owner and name of the repository."),
  branch: text("Branch. Default: the repository's own.", { computed: true }),
};

/** `scalr_hook` */
export const hook = apiResource({
  type: "scalr_hook",
  noun: "hook",
  apiType: "hooks",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  block: {
    description: "A hook: a script from a repository that runs execute before or after their steps.",
    attributes: {
      id,
      name: name("hook"),
      interpreter: requiredText("Program that executes the script, such as bash."),
      scriptfile_path: requiredText("Path of the script in the repository."),
      vcs_provider_id: linkTo("vcs-provider", "vcs-providers", "Id of the VCS provider of the repository."),
      description: text("What it is for."),
    },
    blocks: {
      vcs_repo: checkedAlone(vcsRepo(repository)),
    },
  },
});
