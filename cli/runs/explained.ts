import type { ExplainedHooks, ExplainedProvider, ExplainedProviders } from "../client/sandbox-api.js";
import type { Output } from "../shell/output.js";

const providerMarks: Readonly<Record<ExplainedProvider["outcome"], string>> = {
  used: "●",
  overridden: "○",
  refused: "✗",
};
const providerStyles = { used: "green", overridden: "dim", refused: "red" } as const;

/** The parts of a provider configuration that a run gets. */
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
    const line = `${providerMarks[outcome]} ${place}  ${configuration.name} (${configuration.id})  ${outcome}: ${reason}`;
    out.paragraph(out.style(providerStyles[outcome], line), 4);
    const details = detailsOf(candidate);
    if (details !== null) out.paragraph(`    ${details}`);
  }
  if (error === undefined) return;
  out.print();
  out.paragraph(`No provider configuration is handed over: a run would end errored. ${error}`);
}

const hookStyles = { active: "green", pending: "yellow", errored: "red" } as const;
const hookMarks = { active: "●", pending: "○", errored: "✗" } as const;

/** One hook of the registry after the other, in the order in which they run; nothing where there is none. */
export function drawHooks(out: Output, { hooks, error }: ExplainedHooks): void {
  if (hooks.length === 0) return;
  out.print();
  out.print(`${out.style("bold", "Hooks of the registry")}\n`);
  for (const { hook, events, repository, commit, status, script, interpreter, error: why } of hooks) {
    const line = `${hookMarks[status]} ${hook.name} (${hook.id})  ${status}: ${events.join(", ")}`;
    out.paragraph(out.style(hookStyles[status], line), 4);
    const at = commit === null ? "" : ` at ${commit.slice(0, 7)}`;
    out.paragraph(`    ${interpreter} ${script} from ${repository}${at}${why === null ? "" : `; ${why}`}`);
  }
  if (error === undefined) return;
  out.print();
  out.paragraph(`A run would end errored. ${error}`);
}
