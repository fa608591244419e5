/** Imports an existing object into the state. */

import { configAddress, type InstanceAddress, parseAddress } from "../addresses/address.js";
import { errorDiag, hasErrors } from "../config/diagnostics.js";
import { loadConfiguration } from "../config/load.js";
import { addProvider, providerId } from "../config/nodes.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import { CheckRecorder } from "../evaluate/check-recorder.js";
import { guarded, openSession } from "../evaluate/session.js";
import { variableValues } from "../evaluate/variables.js";
import { walk } from "../graph/walk.js";
import type { Diag } from "../interfaces/diag.js";
import { blockType } from "../interfaces/schema.js";
import type { StateFile } from "../interfaces/state-file.js";
import type { ConsoleRequest, EngineEvent } from "../interfaces/types.js";
import { encodeObject } from "../state/object.js";
import { emptyState } from "../state/state.js";
import { WorkingState } from "../state/working.js";
import { adopt } from "./adopt.js";
import type { PlanContext } from "./context.js";
import { Changes } from "./planned.js";
import { visit } from "./visit.js";

export interface ImportOutcome {
  /** Absent when a diagnostic is an error. */
  readonly state?: StateFile;
  readonly diagnostics: readonly Diag[];
}

export interface ImportRequest extends ConsoleRequest {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: EngineEvent) => void;
}

/** Imports an existing object into the state under an address, as the command `import` does. */
export async function importResource(
  request: ImportRequest,
  address: string,
  id: string,
): Promise<ImportOutcome> {
  const loaded = await loadConfiguration(request.dir, { env: request.env });
  if (!loaded.config) return { diagnostics: loaded.diagnostics };
  const { workspace = "default" } = request;
  const session = openSession(loaded.config, {
    ...request,
    workspace,
    planTimestamp: new Date(),
    applying: true,
  });
  const variables = await variableValues(loaded.config, request);
  const usable = session.report([
    ...loaded.diagnostics,
    ...session.analysis.diagnostics,
    ...variables.diagnostics,
  ]);
  const failed = (): ImportOutcome => ({ diagnostics: session.diagnostics });
  if (!usable) return failed();
  for (const [name, value] of variables.values) session.store.variables.set(name, value);
  const state = new WorkingState(request.state ?? emptyState());
  const context: PlanContext = {
    ...session,
    mode: "refresh-only",
    refresh: false,
    rawVariables: variables.raw,
    state,
    changes: new Changes(),
    drift: [],
    outputChanges: [],
    checks: new CheckRecorder(),
    targets: undefined,
    excludes: undefined,
    targetsAll: new Set(),
    replace: new Set(),
    moved: new Map(),
  };
  const target = targetOf(context, address);
  if ("problem" in target) {
    session.report([target.problem]);
    return failed();
  }
  if (!(await configure(context, target.facts))) return failed();
  if (!(await take(context, target, id))) return failed();
  return { state: state.toFile(), diagnostics: session.diagnostics };
}

interface Target {
  readonly facts: ResourceFacts;
  readonly instance: InstanceAddress;
}

function targetOf(context: PlanContext, address: string): Target | { readonly problem: Diag } {
  const parsed = parseAddress(address);
  const problem = (summary: string, detail: string) => ({ problem: errorDiag(summary, detail) });
  if (!parsed || parsed.kind === "module") {
    return problem(
      "Invalid import address",
      `${JSON.stringify(address)} is not the address of a resource instance, such as scalr_agent_pool.private.`,
    );
  }
  const instance = parsed.kind === "instance" ? parsed.instance : { ...parsed.resource, key: undefined };
  if (instance.mode === "data") {
    return problem("Cannot import data source", `${address} is a data source: those are read, not imported.`);
  }
  const facts = context.analysis.resources.get(configAddress(instance));
  if (!facts) {
    return problem(
      "Resource does not exist in the configuration",
      `${address} must be declared before something is imported to it. Add a resource ${JSON.stringify(instance.type)} ${JSON.stringify(instance.name)} block first.`,
    );
  }
  const { count, forEach } = facts.resource;
  if (
    (count !== undefined && typeof instance.key !== "number") ||
    (forEach && typeof instance.key !== "string")
  ) {
    return problem(
      "Instance key needed",
      `${facts.resource.address} has ${count ? "count" : "for_each"} set: name one instance, such as ${facts.resource.address}${count ? "[0]" : '["key"]'}.`,
    );
  }
  if (!count && !forEach && instance.key !== undefined) {
    return problem(
      "Unexpected instance key",
      `${facts.resource.address} has neither count nor for_each: leave the key out.`,
    );
  }
  if (context.state.slot(instance)?.current) {
    return problem(
      "Resource already managed",
      `The state already has an object at ${address}. Remove that from the state first if another one is to take its place.`,
    );
  }
  return { facts, instance };
}

/** Visits the provider and what it is configured with. */
async function configure(context: PlanContext, { use }: ResourceFacts): Promise<boolean> {
  const { graph } = context.analysis;
  addProvider(graph, use);
  const wanted = graph.closure([providerId(use)]);
  const before = context.diagnostics.length;
  await walk(
    graph,
    (node, id) => (wanted.has(id) ? guarded(context, id, () => visit(context, node)) : true),
    context.signal,
  );
  return !hasErrors(context.diagnostics.slice(before));
}

async function take(context: PlanContext, { facts, instance }: Target, id: string): Promise<boolean> {
  const object = await adopt(context, facts, instance, id, "import");
  if (!object) return false;
  const { use, schema } = facts;
  const encoded = encodeObject(object, schema, blockType(schema.block));
  context.state.set(instance, context.pool.stateName(use), encoded);
  return true;
}
