/** Evaluates expressions against a configuration and its state. */

import type { InstanceKey } from "./addresses/address.js";
import { sortKeys } from "./addresses/address.js";
import { hasErrors } from "./config/diagnostics.js";
import { loadConfiguration } from "./config/load.js";
import type { ConfigNode } from "./config/nodes.js";
import { checkReference } from "./config/references.js";
import type { ResourceFacts } from "./config/resource-facts.js";
import { expandCall } from "./evaluate/calls.js";
import { repetitionOf } from "./evaluate/expansion.js";
import { inEach } from "./evaluate/modules.js";
import { ConfigScope } from "./evaluate/scope.js";
import { openSession, type Session } from "./evaluate/session.js";
import { evaluateArgument, givenVariables, markDeclared, variableValues } from "./evaluate/variables.js";
import { walk } from "./graph/walk.js";
import type { Diag } from "./interfaces/diag.js";
import { blockType } from "./interfaces/schema.js";
import type { ConsoleRequest } from "./interfaces/types.js";
import { parseExpression, type Scope, TYPE_MARK } from "./language/index.js";
import { addressIn, stateId } from "./plan/context.js";
import { evaluateLocal } from "./plan/visit.js";
import { decodeObject } from "./state/object.js";
import { emptyState } from "./state/state.js";
import { WorkingState } from "./state/working.js";
import { Value } from "./values/index.js";
import { renderValue } from "./values/text.js";

export interface Console {
  /** What is wrong with the configuration; nothing can be evaluated when one is an error. */
  readonly diagnostics: readonly Diag[];
  /** `text` is absent when the expression cannot be evaluated. */
  evaluate(text: string): Promise<{ readonly text?: string; readonly diagnostics: readonly Diag[] }>;
}

/** Evaluates expressions against a configuration and its state, changing nothing. */
export async function createConsole(request: ConsoleRequest): Promise<Console> {
  const { workspace = "default" } = request;
  const loaded = await loadConfiguration(request.dir, { ...givenVariables(request), env: request.env });
  const broken = (diagnostics: readonly Diag[]): Console => ({
    diagnostics,
    evaluate: async () => ({ diagnostics }),
  });
  if (!loaded.config) return broken(loaded.diagnostics);
  const session = openSession(loaded.config, {
    ...request,
    workspace,
    planTimestamp: new Date(),
    applying: false,
  });
  const variables = await variableValues(loaded.config, request);
  const usable = session.report([...loaded.diagnostics, ...session.analysis.diagnostics]);
  if (!usable) return broken(session.diagnostics);
  // Variables without a value are unknown here: expressions that do not use them work all the same.
  const problems = variables.diagnostics.map(
    (d): Diag => (d.severity === "error" ? { ...d, severity: "warning" } : d),
  );
  session.report(problems);
  for (const [name, value] of variables.values) session.store.variables.set(name, value);
  await fill(session, new WorkingState(request.state ?? emptyState()));
  const scope: Scope = consoleScope(session);
  return {
    diagnostics: session.diagnostics,
    async evaluate(text) {
      const { expression, diagnostics } = parseExpression(text, "<console-input>");
      if (!expression) return { diagnostics };
      const unresolved = [
        ...expression.referenceProblems(),
        ...expression
          .references()
          .flatMap((reference) => checkReference(reference, session.module.node, session.analysis.resources)),
      ];
      if (hasErrors(unresolved)) return { diagnostics: unresolved };
      const evaluated = expression.evaluate(scope);
      if (hasErrors(evaluated.diagnostics)) return { diagnostics: evaluated.diagnostics };
      const { value } = evaluated;
      const shown = value.hasMark(TYPE_MARK) ? value.asString() : renderValue(value);
      return { text: shown, diagnostics: evaluated.diagnostics };
    },
  };
}

/** As at the top of the configuration, where functions give their results and `type` exists. */
function consoleScope(session: Session): Scope {
  const inner = new ConfigScope({ ...session.module.around, applying: true });
  return {
    lookup: (reference) => inner.lookup(reference),
    providerFunction: (name) => inner.providerFunction(name),
    baseDir: inner.baseDir,
    planTimestamp: inner.planTimestamp,
    now: new Date(),
    console: true,
  };
}

/** The values of the state, and values computed from them. */
async function fill(session: Session, state: WorkingState): Promise<void> {
  await walk(session.analysis.graph, async (node) => {
    await fillNode(session, state, node);
    return true;
  });
}

async function fillNode(session: Session, state: WorkingState, node: ConfigNode): Promise<void> {
  switch (node.kind) {
    case "local":
      inEach(session, node.module.path, (at) => evaluateLocal(at, node.name));
      break;
    case "resource":
      await inEach(session, node.facts.module.path, (at) => fillResource(at, node.facts, state));
      break;
    case "call":
      expandCall(session, node.module, state);
      break;
    case "variable":
      inEach(session, node.module.path, (at) => evaluateArgument(at, node.variable, node.argument));
      break;
    case "output":
      inEach(session, node.module.path, ({ store, scope }) => {
        const { value } = node.output.expression.evaluate(scope);
        store.outputs.set(node.output.name, markDeclared(value, node.output));
        return true;
      });
      break;
    default:
      break;
  }
}

async function fillResource(
  session: Session,
  { resource, schema, use }: ResourceFacts,
  state: WorkingState,
): Promise<boolean> {
  const { pool, store } = session;
  const values = new Map<InstanceKey, Value>();
  const stored = state.resources.get(stateId(session, resource));
  for (const key of sortKeys(stored?.slots.keys() ?? [])) {
    const raw = state.slot(addressIn(session, resource, key))?.current;
    if (!raw) continue;
    const { object } = await decodeObject(raw, resource, schema, pool.plain(use.source));
    if (object) values.set(key, object.value);
  }
  const repetition = repetitionOf(resource);
  // Nothing is known of it but what it will be.
  if (!stored && repetition === "none") values.set(undefined, Value.unknown(blockType(schema.block)));
  store.resources.set(resource.address, { repetition, keysKnown: stored !== undefined, values });
  return true;
}
