import { STRING, setOf } from "../../../engine/values/index.js";
import {
  apiResource,
  everyoneOrSome,
  httpUrl,
  type Mapping,
  oneOf,
  secret,
  sharedWith,
  toOne,
  unchanged,
} from "../framework/index.js";
import { accountId, blank, flag, id, name } from "../shared/common-attributes.js";

import { changedPool, vcsPoolFindings } from "../shared/pool-rules.js";
import { SELF_HOSTED_VCS_TYPES, VCS_TYPES } from "../shared/vcs-types.js";

/** With a token, Scalr authenticates by it and not through OAuth. */
const personalToken: Mapping = {
  ...secret("token"),
  write: (value, draft) => {
    draft.attributes.token = value as string;
    draft.attributes["auth-type"] = "personal_token";
  },
};

/** `scalr_vcs_provider` */
export const vcsProvider = apiResource({
  type: "scalr_vcs_provider",
  noun: "VCS provider",
  apiType: "vcs-providers",
  upgrades: [unchanged],
  twin: (planned) => ({ query: String(planned.name) }),
  block: {
    description: "A VCS provider: how Scalr reaches a Git server.",
    attributes: {
      id,
      name: name("VCS provider"),
      token: {
        type: STRING,
        required: true,
        sensitive: true,
        description: "Token for the Git server.",
        api: personalToken,
      },
      vcs_type: {
        type: STRING,
        required: true,
        replace: true,
        description: `Kind of Git server: ${VCS_TYPES.join(", ")}.`,
        validate: [oneOf(...VCS_TYPES)],
      },
      account_id: accountId,
      agent_pool_id: {
        type: STRING,
        optional: true,
        computed: true,
        linkable: true,
        description: "Id of the VCS pool whose agents reach the server; for self-hosted kinds only (R6).",
        api: toOne("agent-pool", "agent-pools"),
      },
      comments_enabled: flag(false, "Whether Scalr comments on pull requests."),
      draft_pr_runs_enabled: flag(false, "Whether draft pull requests start runs."),
      pr_merge_comments_enabled: flag(false, "Whether a comment on a pull request may merge it."),
      environments: {
        type: setOf(STRING),
        optional: true,
        computed: true,
        initial: ["*"],
        description: 'Ids of the environments that may use it; ["*"] for all of them, which is the default.',
        validate: [everyoneOrSome],
        api: sharedWith("is-shared", "environments", "environments"),
      },
      url: {
        type: STRING,
        optional: true,
        computed: true,
        description: "Address of the server; required for self-hosted kinds.",
        validate: [httpUrl],
      },
      username: blank("User name, for kinds whose token needs one."),
    },
  },

  validate({ vcs_type: type, agent_pool_id: pool, url }) {
    if (typeof type !== "string" || !(VCS_TYPES as readonly string[]).includes(type)) return [];
    const selfHosted = SELF_HOSTED_VCS_TYPES.includes(type);
    if (typeof pool === "string" && !selfHosted) {
      return [
        {
          summary: "A VCS pool needs a self-hosted VCS provider",
          detail:
            `vcs_type is "${type}", whose server scalr.io reaches without agents. Remove agent_pool_id, or use one of ` +
            `${SELF_HOSTED_VCS_TYPES.join(", ")} (R6).`,
          attribute: "agent_pool_id",
        },
      ];
    }
    if (selfHosted && (url === null || url === undefined)) {
      const detail = `vcs_type "${type}" is self-hosted. Set url to the address of its server.`;
      return [{ summary: "The address of the VCS server is missing", detail, attribute: "url" }];
    }
    return [];
  },

  check: (facts, planned, prior) =>
    vcsPoolFindings(facts, {
      pool: changedPool("agent_pool_id", planned, prior),
      attribute: "agent_pool_id",
    }),
});
