import type { Counts, OutputValue, PlanMode } from "../interfaces/types.js";
import { renderValue } from "../values/text.js";
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

/** `name = value` lines, sensitive ones covered. The text is empty if there is no output. */
export function renderOutputs(
  outputs: Readonly<Record<string, OutputValue>>,
  options?: RenderOptions,
): string {
  const names = Object.keys(outputs).sort();
  if (names.length === 0) return "";
  const lines = names.map((name) => `${name} = ${renderOutputValue(outputs[name]!)}`);
  return `${painter(options)("Outputs:", "bold", "green")}\n\n${lines.join("\n")}`;
}

/** One output's value as the list of outputs shows it. */
export function renderOutputValue({ value, sensitive }: OutputValue): string {
  return sensitive ? "<sensitive>" : renderValue(value.unmarkDeep());
}
