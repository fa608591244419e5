import type { AllPlaces } from "../../simulator/sandbox/contract/effect.js";
import { connectionOptions } from "../client/connection.js";
import {
  type Candidate,
  type ExplainedHooks,
  type ExplainedProviders,
  type Resolution,
  sandboxApi,
} from "../client/sandbox-api.js";
import { findWorkspace } from "../client/workspaces.js";
import { levels } from "../fleet/levels.js";
import { questionOptions } from "../fleet/options.js";
import { drawHooks, drawProviders } from "../runs/explained.js";
import { command } from "../shell/command.js";
import { usage } from "../shell/errors.js";
import type { Output } from "../shell/output.js";
import { padded, widthOf } from "../shell/text.js";

export default command({
  name: "explain",
  summary:
    "Explain where a workspace's runs execute, which provider configurations and hooks they get, and why",
  positionals: { workspace: { describe: "Its id, or environment/name", optional: true } },
  options: {
    all: { type: "boolean", describe: "Show every workspace, its pool and why" },
    ...questionOptions,
    ...connectionOptions,
  },
  examples: [
    ["--all", "Every workspace and where its runs execute"],
    ["dev/api", "The pools in order, which one won and why; then the provider configurations and hooks"],
  ],
  async run({ workspace, all, ...where }, context) {
    if (all === (workspace !== undefined)) throw usage("Name a workspace, or give --all.");
    const { openQuestions } = await import("../fleet/questions.js");
    await using questions = await openQuestions(context, where);
    const { client } = questions;
    if (workspace === undefined) {
      const { workspaces } = await client.json<AllPlaces>("GET", `${sandboxApi}/resolutions`);
      if (context.out.json) context.out.object({ workspaces });
      else drawAll(context.out, workspaces);
      return undefined;
    }
    const { id, label } = await findWorkspace(client, workspace);
    const place = `${sandboxApi}/workspaces/${id}`;
    const resolution = await client.json<Resolution>("GET", `${place}/resolution`);
    const providers = await client.json<ExplainedProviders>("GET", `${place}/provider-configurations`);
    const executed = await client.json<ExplainedHooks>("GET", `${place}/hooks`);
    if (context.out.json) {
      const { candidates, error } = providers;
      context.out.object({
        ...resolution,
        providers: { candidates, ...(error !== undefined && { error }) },
        hooks: { hooks: executed.hooks, ...(executed.error !== undefined && { error: executed.error }) },
      });
    } else {
      draw(context.out, `${label} (${id})`, resolution);
      drawProviders(context.out, providers);
      drawHooks(context.out, executed);
    }
    return undefined;
  },
});

function drawAll(out: Output, workspaces: AllPlaces["workspaces"]): void {
  if (workspaces.length === 0) {
    out.print("There is no workspace.");
    return;
  }
  out.table(
    ["WORKSPACE", "POOL", "BECAUSE"],
    workspaces.map(({ name, environment, pool, reason }) => [
      `${environment.name}/${name}`,
      pool?.name ?? "no pool",
      reason,
    ]),
  );
}

const marks: Readonly<Record<Candidate["outcome"], string>> = {
  won: "●",
  refused: "✗",
  skipped: "○",
  overridden: "○",
  "not-set": "·",
};

/** One line for each candidate, in order. */
function draw(out: Output, title: string, { candidates, pool, error }: Resolution): void {
  out.print(`${out.style("bold", title)}\n`);
  const width = Math.max(...Object.values(levels).map((text) => text.length));
  const poolWidth = Math.max(...candidates.map((candidate) => widthOf(candidate.pool?.name ?? "-")));
  for (const { level, outcome, reason, pool: named } of candidates) {
    const name = padded(named?.name ?? "-", poolWidth);
    const style = outcome === "won" ? "green" : outcome === "refused" ? "red" : "dim";
    const head = `${marks[outcome]} ${levels[level].padEnd(width)}  ${name}`;
    const line = `${head}  ${outcome}: ${reason}`;
    if (out.columns === undefined || widthOf(line) <= out.columns) out.print(out.style(style, line));
    else {
      // Beside the pool there is no room for a sentence.
      out.print(out.style(style, `${head}  ${outcome}`));
      out.paragraph(`    ${out.style(style, reason)}`, 4);
    }
  }
  out.print();
  if (error !== undefined) out.paragraph(`No pool: a run would end errored. ${error}`);
  else out.print(`Runs execute on ${pool === null ? "the Scalr runners" : `${pool.name} (${pool.id})`}.`);
}
