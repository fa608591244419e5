import { loadNow, runningIn } from "../stage/load.js";
import type { Fleet, Stage } from "../stage/stage.js";

/** While runs execute: one line that changes in a terminal, and a line for each run that ends. Returns what stops it. */
export function showLoad(stage: Stage, queued: readonly string[], { agents, runners }: Fleet): () => void {
  const { observer, progress, runs, workspaces } = stage;
  const labels = new Map(workspaces.map(({ id, label }) => [id, label]));
  const told = new Set<string>();
  const look = () => {
    const load = loadNow(observer);
    for (const id of queued) {
      if (told.has(id) || !runs.ended(id)) continue;
      told.add(id);
      const run = runs.get(id)!;
      const agent = observer.get("agents", runs.tasks(id).at(-1)?.agent ?? "");
      progress.keep(
        `  ${String(told.size).padStart(2)}/${queued.length}  ${(labels.get(run.workspace) ?? run.workspace).padEnd(24)} ` +
          `${run.status.replaceAll("_", " ")}${agent ? ` on ${agent.name}` : ""}`,
      );
    }
    const bars = [
      `runners ${bar(runningIn(observer, runners))}`,
      ...agents.map(({ id, name }) => `${name} ${bar(load[id] ?? 0)}`),
    ];
    progress.show(`${told.size}/${queued.length} done  ${bars.join("  ")}`);
  };
  look();
  return observer.onChange(look);
}

const bar = (used: number): string => `${"■".repeat(used)}${"·".repeat(Math.max(0, 5 - used))}`;
