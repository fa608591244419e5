import type { Diag } from "../../../engine/index.js";

const place = ({ address, range }: Diag): string => {
  if (address !== undefined) return `${address}: `;
  return range === undefined ? "" : `${range.file}:${range.start.line}: `;
};

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What failed, in a line or two: the resource, what happened to it, and how many errors there are besides. */
export function errorOf(diagnostics: readonly Diag[]): string | null {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first === undefined) return null;
  const detail = first.detail === undefined ? "" : ` ${first.detail.trim()}`;
  const more = errors.length > 1 ? ` And ${errors.length - 1} more: see the log.` : "";
  return `${place(first)}${sentence(first.summary)}${detail}${more}`;
}
