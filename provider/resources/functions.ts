import { BOOL, objectOf, STRING } from "../../engine/values/index.js";
import { ArgumentError, type FunctionDefinition } from "./framework/index.js";
import { SELF_HOSTED_VCS_TYPES, VCS_TYPES } from "./shared/vcs-types.js";

/** R2: the places where a pool can come from, in the order in which they are asked. */
const LEVELS = ["workspace", "environment", "account"] as const;

const linkedTo = (what: string) => `Id or name of the pool ${what}; null if there is none.`;

/** R1, R2: which of the pools that are set executes a workspace's runs. */
const winningPool: FunctionDefinition = {
  summary: "Which pool executes a workspace's runs, and at which level it is set",
  description:
    "The pool that executes a workspace's runs if the workspace may use all three (R2): the one that it is linked to, else the " +
    "environment's default, else the account's. If none is set, level is scalr-runners and pool is null: the runs execute on the " +
    "shared runners (R1).",
  parameters: [
    {
      name: "workspace",
      type: STRING,
      nullable: true,
      description: linkedTo("that the workspace is linked to"),
    },
    {
      name: "environment",
      type: STRING,
      nullable: true,
      description: linkedTo("that is the environment's default"),
    },
    { name: "account", type: STRING, nullable: true, description: linkedTo("that is the account's default") },
  ],
  returns: objectOf({ level: STRING, pool: STRING }),
  call(...pools) {
    const at = pools.findIndex((pool) => pool !== null);
    const level = LEVELS[at];
    return level === undefined ? { level: "scalr-runners", pool: null } : { level, pool: pools[at]! };
  },
};

/** R6: only the self-hosted kinds of VCS providers are reached through agents. */
const takesVcsPool: FunctionDefinition = {
  summary: "Whether VCS providers of a kind can be linked to a VCS pool",
  description: `Whether VCS providers of the kind can be linked to a VCS pool. Those that can (R6): ${SELF_HOSTED_VCS_TYPES.join(", ")}.`,
  parameters: [
    { name: "vcs_type", type: STRING, description: `Kind of VCS provider: ${VCS_TYPES.join(", ")}.` },
  ],
  returns: BOOL,
  call(type) {
    if (!(VCS_TYPES as readonly unknown[]).includes(type))
      throw new ArgumentError(
        0,
        `${JSON.stringify(type)} is not a kind of VCS provider; the kinds are ${VCS_TYPES.join(", ")}`,
      );
    return SELF_HOSTED_VCS_TYPES.includes(type as string);
  },
};

/** The functions that configurations can call as `provider::scalr::<name>`. None needs a connection. */
export const functions: Readonly<Record<string, FunctionDefinition>> = {
  takes_vcs_pool: takesVcsPool,
  winning_pool: winningPool,
};
