/** The lines above a change that say what happens, and why. */

import type { ResourceChange } from "../interfaces/types.js";
import { changeId } from "../plan/context.js";
import type { Paint } from "./colour.js";

/** The comment above a change: what will be done to which object, and why. */
export function changeComment(change: ResourceChange, cause: "change" | "drift", paint: Paint): string {
  const lines = [mainLine(change, cause, paint), ...notes(change)];
  const { previousAddress, importing, action } = change;
  if (previousAddress !== undefined && action !== "no-op") lines.push(`  # (moved from ${previousAddress})`);
  if (importing) {
    lines.push(`  # (imported from ${JSON.stringify(importing.id)})`);
    if (action === "delete-then-create" || action === "create-then-delete") {
      lines.push(`  # ${paint("Warning: this will destroy the imported resource", "yellow")}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function mainLine(change: ResourceChange, cause: "change" | "drift", paint: Paint): string {
  const { action, reason, previousAddress } = change;
  const address = changeId(change.address, change.deposed);
  const start = paint(`  # ${address}`, "bold");
  switch (action) {
    case "create":
      return `${start} will be created`;
    case "read":
      return `${start} will be read during apply`;
    case "update":
      return cause === "drift" ? `${start} has changed` : `${start} will be updated in-place`;
    case "delete":
      return cause === "drift"
        ? `${start} has been deleted`
        : `${start} will be ${paint("destroyed", "bold", "red")}`;
    case "forget":
      return `${start} will be removed from the OpenTofu state ${paint("but will not be destroyed", "bold", "red")}${forgotten(reason, paint)}`;
    case "no-op":
      return previousAddress === undefined
        ? `${start} will be imported`
        : `${paint(`  # ${previousAddress}`, "bold")} has moved to ${paint(address, "bold")}`;
    case "forget-then-create":
      return `${replacedLine(start, reason, paint)} - ${paint("older instance will ", "yellow")}${paint("not", "bold", "yellow")}${paint(" be destroyed ", "yellow")}(${paint("lifecycle.destroy = false", "bold")})`;
    default:
      return replacedLine(start, reason, paint);
  }
}

function replacedLine(start: string, reason: ResourceChange["reason"], paint: Paint): string {
  const replaced = paint("replaced", "bold", "red");
  if (reason === "replace_because_tainted") return `${start} is tainted, so it must be ${replaced}`;
  if (reason === "replace_by_request") return `${start} will be ${replaced}, as requested`;
  if (reason === "replace_by_triggers")
    return `${start} will be ${replaced} due to changes in replace_triggered_by`;
  return `${start} must be ${replaced}`;
}

/** Why an object is forgotten, where its lifecycle says so. */
function forgotten(reason: ResourceChange["reason"], paint: Paint): string {
  const setting = paint("lifecycle.destroy = false", "bold");
  if (reason === "forgot_because_lifecycle_destroy_in_config")
    return ` \n (because ${setting} is set in the configuration)`;
  if (reason === "forgot_because_lifecycle_destroy_in_state")
    return ` \n (because ${setting} was configured before this resource was removed from the configuration)`;
  return "";
}

function notes({ action, reason, type, name, mode, module, key, deposed }: ResourceChange): string[] {
  const found: string[] = [];
  const resource = `${mode === "data" ? "data." : ""}${type}.${name}`;
  const index = typeof key === "number" ? key : JSON.stringify(key);
  switch (action === "forget" ? undefined : reason) {
    case "read_because_config_unknown":
      found.push("(config refers to values not yet known)");
      break;
    case "read_because_dependency_pending":
      found.push("(depends on a resource or a module with changes pending)");
      break;
    case "read_because_check_nested":
      found.push("(config will be reloaded to verify a check block)");
      break;
    case "delete_because_no_resource_config":
      found.push(`(because ${resource} is not in configuration)`);
      break;
    case "delete_because_no_module":
      found.push(`(because ${module} is not in configuration)`);
      break;
    case "delete_because_wrong_repetition":
      found.push(
        key === undefined
          ? "(because resource uses count or for_each)"
          : `(because resource does not use ${typeof key === "number" ? "count" : "for_each"})`,
      );
      break;
    case "delete_because_enabled_false":
      found.push("(because enabled is false)");
      break;
    case "delete_because_count_index":
      found.push(`(because index [${index}] is out of range for count)`);
      break;
    case "delete_because_each_key":
      found.push(`(because key [${index}] is not in for_each map)`);
      break;
    default:
      break;
  }
  if (deposed !== undefined) found.push("(left over from a partially-failed replacement of this instance)");
  return found.map((note) => `  # ${note}`);
}
