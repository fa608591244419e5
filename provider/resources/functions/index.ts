/** What configurations can call as `provider::scalr::<name>`; none needs a connection. */
import type { FunctionDefinition } from "../framework/index.js";
import { takesVcsPool } from "./takes-vcs-pool.js";
import { winningPool } from "./winning-pool.js";

export const functions: Readonly<Record<string, FunctionDefinition>> = {
  takes_vcs_pool: takesVcsPool,
  winning_pool: winningPool,
};
