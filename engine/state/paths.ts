/** Paths of sensitive attributes as states store them. */
import type { Path } from "../interfaces/provider.js";
import type { StatePathStep } from "../interfaces/state-file.js";

/** Undefined for paths through sets: their elements have no address, so the whole set is marked instead. */
export function encodePath(path: Path): StatePathStep[] | undefined {
  const steps: StatePathStep[] = [];
  for (const step of path) {
    if ("element" in step) return undefined;
    if ("attribute" in step) steps.push({ type: "get_attr", value: step.attribute });
    else {
      const type = typeof step.index === "number" ? "number" : "string";
      steps.push({ type: "index", value: { value: step.index, type } });
    }
  }
  return steps;
}

/** Undefined for steps that this engine cannot follow. */
export function decodePath(steps: unknown): Path | undefined {
  if (!Array.isArray(steps)) return undefined;
  const path: ({ attribute: string } | { index: string | number })[] = [];
  for (const step of steps as StatePathStep[]) {
    if (step?.type === "get_attr" && typeof step.value === "string") path.push({ attribute: step.value });
    else {
      const key = (step?.value as { value?: unknown } | null | undefined)?.value;
      if (typeof key !== "string" && typeof key !== "number") return undefined;
      path.push({ index: key });
    }
  }
  return path;
}
