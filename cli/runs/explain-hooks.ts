import type { ExplainedHooks } from "../client/sandbox-api.js";
import type { Output } from "../shell/output.js";

const styles = { active: "green", pending: "yellow", errored: "red" } as const;
const marks = { active: "●", pending: "○", errored: "✗" } as const;

/** One hook of the registry after the other, in the order in which they run; nothing where there is none. */
export function drawHooks(out: Output, { hooks, error }: ExplainedHooks): void {
  if (hooks.length === 0) return;
  out.print();
  out.print(`${out.style("bold", "Hooks of the registry")}\n`);
  for (const { hook, events, repository, commit, status, script, interpreter, error: why } of hooks) {
    const line = `${marks[status]} ${hook.name} (${hook.id})  ${status}: ${events.join(", ")}`;
    out.paragraph(out.style(styles[status], line), 4);
    const at = commit === null ? "" : ` at ${commit.slice(0, 7)}`;
    out.paragraph(`    ${interpreter} ${script} from ${repository}${at}${why === null ? "" : `; ${why}`}`);
  }
  if (error === undefined) return;
  out.print();
  out.paragraph(`A run would end errored. ${error}`);
}
