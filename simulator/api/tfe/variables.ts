import { requirePermission } from "../../core/authorize.js";
import { workspaceScope } from "../../core/scopes.js";
import { categoryOf } from "../../workspaces/variable-rules.js";
import { variablesOf } from "../../workspaces/variables.js";
import { page } from "./document.js";
import { type Call, type Routes, reads, workspaceOf } from "./route.js";

/**
 * The variables that a run of the workspace would get, which commands such as `console` and `import` need. Sensitive values are
 * omitted.
 */
function list(call: Call) {
  const workspace = workspaceOf(call, "workspaces:read");
  requirePermission("variables:read", workspaceScope(workspace), call);
  const found = variablesOf(call.reader, workspace.id);
  return page(found, call.params, (variable) => {
    const { key, value, hcl, sensitive } = variable;
    const category = categoryOf(variable) === "terraform" ? "terraform" : "env";
    return {
      type: "vars",
      id: `${category}-${key}`,
      attributes: { key, value: sensitive ? "" : (value ?? ""), category, hcl, sensitive, description: "" },
    };
  });
}

/** The variables of a workspace, with those that it inherits. */
export const variableRoutes: Routes = { "workspaces/*/vars": { GET: reads("variables:read", list) } };
