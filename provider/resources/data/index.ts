/** The data sources, by the official provider's names. */
import type { DataSource } from "../framework/index.js";
import * as access from "./access.js";
import { assumeServiceAccountPolicyData } from "./assume-service-account-policy.js";
import * as code from "./code.js";
import { currentAccount } from "./current-account.js";
import { currentRunData } from "./current-run.js";
import * as environments from "./environments.js";
import * as integrations from "./integrations.js";
import * as pools from "./pools.js";
import * as variables from "./variables.js";
import { workspaceIdsData } from "./workspace-ids.js";

export const dataSources: readonly DataSource[] = [
  ...Object.values(access),
  ...Object.values(code),
  ...Object.values(environments),
  ...Object.values(integrations),
  ...Object.values(pools),
  ...Object.values(variables),
  assumeServiceAccountPolicyData,
  currentAccount,
  currentRunData,
  workspaceIdsData,
].sort((one, other) => (one.type < other.type ? -1 : 1));
