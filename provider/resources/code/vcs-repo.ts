import { type AttributeDefinition, objectBlock } from "../framework/index.js";

/** The block `vcs_repo`: the repository of an object's files. */
export const vcsRepo = (attributes: Readonly<Record<string, AttributeDefinition>>) =>
  ({
    nesting: "list",
    minItems: 1,
    maxItems: 1,
    description: "The repository.",
    attributes,
    api: objectBlock("vcs-repo", attributes),
  }) as const;
