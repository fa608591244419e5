import type { ExplainedProvider, ExplainedProviders } from "../client/sandbox-api.js";
import type { Output } from "../shell/output.js";

const marks: Readonly<Record<ExplainedProvider["outcome"], string>> = {
  used: "●",
  overridden: "○",
  refused: "✗",
};
const styles = { used: "green", overridden: "dim", refused: "red" } as const;

/** What a run gets of a configuration that is used. */
function detailsOf({ outcome, credentials, variables, applyOnly, owners }: ExplainedProvider): string | null {
  if (outcome !== "used") return null;
  const parts = [
    credentials,
    variables.length === 0 ? null : `exports ${variables.join(", ")}`,
    applyOnly ? "applies only" : null,
    owners.length === 0 ? null : `owned by ${owners.join(", ")}`,
  ];
  return parts.filter((part) => part !== null).join("; ");
}

/** One candidate after the other, in the order in which they are looked at; nothing where there is none. */
export function drawProviders(out: Output, { candidates, error }: ExplainedProviders): void {
  if (candidates.length === 0) return;
  out.print();
  out.print(`${out.style("bold", "Provider configurations")}\n`);
  for (const candidate of candidates) {
    const { configuration, provider, alias, outcome, reason } = candidate;
    const place = alias === null ? (provider ?? "-") : `${provider ?? "-"}.${alias}`;
    const line = `${marks[outcome]} ${place}  ${configuration.name} (${configuration.id})  ${outcome}: ${reason}`;
    out.paragraph(out.style(styles[outcome], line), 4);
    const details = detailsOf(candidate);
    if (details !== null) out.paragraph(`    ${details}`);
  }
  if (error === undefined) return;
  out.print();
  out.paragraph(`No provider configuration is handed over: a run would end errored. ${error}`);
}
