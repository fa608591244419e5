/** Every resource type that the sandbox serves. To add one: declare it in a file of its own and list it here. */
import { accessTokens } from "./access-tokens.js";
import { accounts } from "./accounts.js";
import { agentPools } from "./agent-pools.js";
import { agents } from "./agents.js";
import { applies } from "./applies.js";
import { configurationVersions } from "./configuration-versions.js";
import { dataResources } from "./data/index.js";
import { environments } from "./environments.js";
import { plans } from "./plans.js";
import type { AnyResource } from "./resource.js";
import { runs } from "./runs.js";
import { stateVersions } from "./state-versions.js";
import { tags } from "./tags.js";
import { users } from "./users.js";
import { vars } from "./vars.js";
import { vcsProviders } from "./vcs-providers.js";
import { workspaces } from "./workspaces.js";

// Deletions run through the types in this order: agents end what they execute before runs and their files go (R19).
const DECLARED: readonly AnyResource[] = [
  accounts,
  users,
  tags,
  environments,
  workspaces,
  agentPools,
  agents,
  accessTokens,
  vcsProviders,
  configurationVersions,
  runs,
  plans,
  applies,
  stateVersions,
  vars,
];

export const RESOURCES: readonly AnyResource[] = [...DECLARED, ...dataResources(DECLARED)];
