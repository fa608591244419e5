/** What a configuration's resources and outputs need, as a graph in the DOT language. */
import { loadConfiguration } from "../config/load.js";
import type { ConfigNode } from "../config/nodes.js";
import { addressOf } from "../config/owners.js";
import { openSession } from "../evaluate/session.js";
import { givenVariables } from "../evaluate/variables.js";
import type { Graph } from "../graph/graph.js";
import type { Diag } from "../interfaces/diag.js";
import type { PlanRequest } from "../interfaces/types.js";

/** The graph as text; absent, with the reasons, where the configuration cannot be used. */
export async function configurationGraph(
  request: Pick<PlanRequest, "dir" | "providers" | "inputs" | "env" | "workspace">,
): Promise<{ readonly text?: string; readonly diagnostics: readonly Diag[] }> {
  const loaded = await loadConfiguration(request.dir, givenVariables(request));
  if (!loaded.config) return { diagnostics: loaded.diagnostics };
  const { workspace = "default" } = request;
  const options = { ...request, workspace, planTimestamp: new Date(), applying: false };
  const session = openSession(loaded.config, options);
  const usable = session.report([...loaded.diagnostics, ...session.analysis.diagnostics]);
  const { diagnostics } = session;
  return usable ? { text: dot(session.analysis.graph), diagnostics } : { diagnostics };
}

const SHAPES: Partial<Record<ConfigNode["kind"], string>> = {
  resource: "box",
  provider: "diamond",
  output: "note",
};

/** The name of a drawn node; undefined for a node that only connects others. */
function labelOf(id: string, node: ConfigNode): string | undefined {
  if (node.kind === "resource") return id;
  if (node.kind === "provider") return addressOf(node.use);
  return node.kind === "output" && node.module.path === "" ? id : undefined;
}

function dot(graph: Graph<ConfigNode>): string {
  const labels = new Map<string, string>();
  for (const [id, node] of graph.nodes) {
    const label = labelOf(id, node);
    if (label !== undefined) labels.set(id, label);
  }
  const needs = reduced(new Map([...labels.keys()].map((id) => [id, drawnNeeds(graph, id, labels)])));
  const sorted = [...labels].sort(([, a], [, b]) => (a < b ? -1 : 1));
  const nodes = sorted.map(
    ([id, label]) => `  ${quote(label)} [shape = "${SHAPES[graph.nodes.get(id)!.kind]}"]`,
  );
  const edges = sorted.flatMap(([id, label]) =>
    [...needs.get(id)!].map((needed) => `  ${quote(label)} -> ${quote(labels.get(needed)!)}`).sort(),
  );
  return ["digraph {", '  rankdir = "RL"', ...nodes, ...edges, "}"].join("\n");
}

const quote = (text: string): string => JSON.stringify(text);

/** What a node needs among those that are drawn, through those that are not. */
function drawnNeeds(graph: Graph<ConfigNode>, id: string, drawn: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  const seen = new Set<string>([id]);
  const queue = [id];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const needed of graph.needsOf(at)) {
      if (seen.has(needed) || !graph.has(needed)) continue;
      seen.add(needed);
      if (drawn.has(needed)) found.add(needed);
      else queue.push(needed);
    }
  }
  return found;
}

/** Without the edges that follow from others. */
function reduced(needs: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, ReadonlySet<string>> {
  const further = new Map<string, Set<string>>();
  const below = (id: string): Set<string> => {
    let found = further.get(id);
    if (found) return found;
    found = new Set<string>();
    further.set(id, found);
    for (const needed of needs.get(id)!) {
      found.add(needed);
      for (const other of below(needed)) found.add(other);
    }
    return found;
  };
  return new Map(
    [...needs].map(([id, own]) => {
      const implied = new Set([...own].flatMap((needed) => [...below(needed)]));
      return [id, new Set([...own].filter((needed) => !implied.has(needed)))];
    }),
  );
}
