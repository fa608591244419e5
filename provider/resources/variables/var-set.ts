import { STRING } from "../../../engine/values/index.js";
import { apiResource, toOne } from "../framework/index.js";
import {
  environments,
  id,
  instant,
  name,
  observed,
  owners,
  stamp,
  text,
} from "../shared/common-attributes.js";

/** `scalr_var_set` */
export const varSet = apiResource({
  type: "scalr_var_set",
  noun: "variable set",
  apiType: "var-sets",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  block: {
    description: "A variable set: variables that environments and workspaces share.",
    attributes: {
      id,
      name: name("variable set"),
      description: text("What it is for."),
      environments: environments("variable set"),
      owners,
      account_id: observed(STRING, "Id of the account.", toOne("account", "accounts")),
      updated_at: stamp("When it was last changed.", instant("updated-at")),
      updated_by_email: stamp("Email address of who last changed it."),
    },
  },
});
