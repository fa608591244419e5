import type { OutputValue } from "../interfaces/types.js";
import { renderValue } from "../values/text.js";
import { painter, type RenderOptions } from "./colour.js";

/** `name = value` lines, sensitive ones covered; empty when there are none. */
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
