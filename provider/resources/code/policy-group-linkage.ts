import { toManyIds } from "../../client/index.js";
import { membership } from "../shared/membership.js";

const pathTo = (group: string) => `policy-groups/${encodeURIComponent(group)}`;

/** `scalr_policy_group_linkage` */
export const policyGroupLinkage = membership({
  type: "scalr_policy_group_linkage",
  noun: "environment of a policy group",
  description: "Checks the runs of an environment against the policies of a group.",
  holder: { attribute: "policy_group_id", noun: "policy group" },
  member: { attribute: "environment_id", noun: "environment" },

  async list({ client }, group) {
    const found = await client.find(pathTo(group));
    return found && toManyIds(found.data, "environments");
  },
  add: ({ client }, group, environment) =>
    client.relate("POST", `${pathTo(group)}/relationships/environments`, [
      { type: "environments", id: environment },
    ]),
  async remove({ client }, group, environment) {
    await client.delete(`${pathTo(group)}/relationships/environments/${encodeURIComponent(environment)}`);
  },
});
