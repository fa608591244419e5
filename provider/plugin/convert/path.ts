import type { Path } from "../../../engine/provider.js";
import type { WirePath, WireStep } from "../wire/wire.js";

/** The protocol has no step into a set: the path ends at the set then. */
export function wirePath(path: Path): WirePath {
  const steps: WireStep[] = [];
  for (const step of path) {
    if ("element" in step) break;
    if ("attribute" in step) steps.push({ attributeName: step.attribute });
    else if (typeof step.index === "number") steps.push({ elementKeyInt: step.index });
    else steps.push({ elementKeyString: step.index });
  }
  return { steps };
}
