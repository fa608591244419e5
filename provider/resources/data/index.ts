/** The data sources, by the official provider's names, and three of our own. */
import type { DataSource } from "../framework/index.js";
import * as access from "./access.js";
import { agentsData } from "./agents.js";
import { assumeServiceAccountPolicyData } from "./assume-service-account-policy.js";
import * as code from "./code.js";
import { currentAccount } from "./current-account.js";
import { currentRunData } from "./current-run.js";
import * as environments from "./environments.js";
import * as integrations from "./integrations.js";
import { moduleVersionData, moduleVersionsData } from "./module-versions.js";
import { outputsData } from "./outputs.js";
import { poolResolutionData } from "./pool-resolution.js";
import * as pools from "./pools.js";
import * as variables from "./variables.js";
import { whatIfData } from "./what-if.js";
import { workspaceIdsData } from "./workspace-ids.js";

export const dataSources: readonly DataSource[] = [
  ...Object.values(access),
  ...Object.values(code),
  ...Object.values(environments),
  ...Object.values(integrations),
  ...Object.values(pools),
  ...Object.values(variables),
  agentsData,
  assumeServiceAccountPolicyData,
  currentAccount,
  currentRunData,
  moduleVersionData,
  moduleVersionsData,
  outputsData,
  poolResolutionData,
  whatIfData,
  workspaceIdsData,
].sort((one, other) => (one.type < other.type ? -1 : 1));
