import { BOOL, STRING } from "../../../engine/values/index.js";
import { ArgumentError, type FunctionDefinition } from "../framework/index.js";
import { SELF_HOSTED_VCS_TYPES, VCS_TYPES } from "../shared/vcs-types.js";

/** R6: only the self-hosted kinds of VCS providers are reached through agents. */
export const takesVcsPool: FunctionDefinition = {
  summary: "Whether a kind of VCS provider takes a VCS pool",
  description: `Whether a VCS provider of the kind can be linked to a VCS pool: ${SELF_HOSTED_VCS_TYPES.join(", ")} can (R6).`,
  parameters: [
    { name: "vcs_type", type: STRING, description: `Kind of VCS provider: ${VCS_TYPES.join(", ")}.` },
  ],
  returns: BOOL,
  call(type) {
    if (!(VCS_TYPES as readonly unknown[]).includes(type))
      throw new ArgumentError(
        0,
        `${JSON.stringify(type)} is not a kind of VCS provider; there are ${VCS_TYPES.join(", ")}`,
      );
    return SELF_HOSTED_VCS_TYPES.includes(type as string);
  },
};
