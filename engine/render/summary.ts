import type { Counts, PlanMode } from "../interfaces/types.js";
import { painter, type RenderOptions } from "./colour.js";

/** "Apply complete! Resources: 3 added, 0 changed, 0 destroyed." */
export function renderApplySummary(counts: Counts, mode: PlanMode, options?: RenderOptions): string {
  if (mode === "destroy") {
    return painter(options)(`Destroy complete! Resources: ${counts.destroy} destroyed.`, "bold", "green");
  }
  const parts = [`${counts.add} added`, `${counts.change} changed`, `${counts.destroy} destroyed`];
  if (counts.import > 0) parts.unshift(`${counts.import} imported`);
  if (counts.forget > 0) parts.push(`${counts.forget} forgotten`);
  return painter(options)(`Apply complete! Resources: ${parts.join(", ")}.`, "bold", "green");
}
