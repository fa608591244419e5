/**
 * Evaluates the whole configuration with everything unknown, so that what can be said to be wrong is said before any
 * provider is asked for anything.
 */

import { fromProvider, within } from "../config/diagnostics.js";
import type { ConfigNode } from "../config/nodes.js";
import { callOwner, providerOwner } from "../config/owners.js";
import { checkIgnored } from "../config/references.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import { evaluateBody, evaluateKept } from "../evaluate/block.js";
import { expand, repetitionOf } from "../evaluate/expansion.js";
import { inInstance } from "../evaluate/modules.js";
import type { Here } from "../evaluate/scope.js";
import type { Session } from "../evaluate/session.js";
import type { Repetition } from "../evaluate/store.js";
import { evaluateArgument, markDeclared } from "../evaluate/variables.js";
import { checkProvisioners } from "../exec/provisioners.js";
import { walk } from "../graph/walk.js";
import { blockType } from "../interfaces/schema.js";
import type { Expression, ModuleCall, ModuleNode } from "../language/index.js";
import { DYNAMIC, NUMBER, STRING, Value } from "../values/index.js";
import { ephemeralProblems, outputOwner } from "./outputs.js";
import { evaluateLocal } from "./visit.js";

/** False when something is wrong; the session has the reasons. */
export async function validate(session: Session): Promise<boolean> {
  const modules = session.modules.blank();
  const { store, scope } = modules.root;
  const blind: Session = { ...session, modules, module: modules.root, store, scope };
  for (const variable of session.config.variables.values()) {
    store.variables.set(variable.name, markDeclared(Value.unknown(variable.type ?? DYNAMIC), variable));
  }
  let valid = true;
  const { graph, faulty } = session.analysis;
  await walk(graph, (node, id) => {
    const passed = !faulty.has(id) && validateNode(blind, node);
    valid &&= passed;
    // What depends on a faulty node is looked at all the same: its own faults should show too.
    return true;
  });
  return valid;
}

function validateNode(session: Session, node: ConfigNode): boolean {
  switch (node.kind) {
    case "local":
      return inOnly(session, node.module, (at) => evaluateLocal(at, node.name));
    case "provider": {
      const { config, source } = node.use;
      if (!config) return true;
      const provider = session.pool.plain(source);
      const { block } = provider.schema.provider;
      const owner = providerOwner(config);
      const { scope } = session.modules.of(node.use.module)[0]!;
      const { value, diagnostics } = evaluateBody(config.body, block, scope);
      if (!session.report(within(owner, diagnostics))) return false;
      const problems = provider.validateProviderConfig(value.unmarkDeep());
      return session.report(fromProvider(problems, owner, config.body, block));
    }
    case "resource":
      return inOnly(session, node.facts.module, (at) => validateResource(at, node.facts));
    case "output":
      return inOnly(session, node.module, ({ scope, store }) => {
        const { value, diagnostics } = node.output.expression.evaluate(scope);
        store.outputs.set(node.output.name, markDeclared(value, node.output));
        const all = [...diagnostics, ...ephemeralProblems(node.output, value, node.module.path === "")];
        return session.report(within(outputOwner(node.output), all));
      });
    case "call": {
      const { module, call } = node.module.caller!;
      return inOnly(session, module, (at) => validateCall(at, node.module, call));
    }
    case "variable":
      return inOnly(session, node.module, (at) => evaluateArgument(at, node.variable, node.argument));
    case "check":
    case "validation":
    case "close":
      return true;
  }
}

/** While nothing is known each module has one instance. */
function inOnly(session: Session, { path }: ModuleNode, visit: (session: Session) => boolean): boolean {
  const [instance] = session.modules.of(path);
  return !instance || visit(inInstance(session, instance));
}

function validateCall(session: Session, node: ModuleNode, call: ModuleCall): boolean {
  const { diagnostics } = expand(call, session.scope, true);
  const repetition = repetitionOf(call);
  session.modules.expand(
    session.module,
    node,
    { repetition, keysKnown: !isMany(repetition) },
    new Map([[undefined, unknownHere(call)]]),
  );
  return session.report(within(callOwner(call), diagnostics));
}

const isMany = (repetition: Repetition): boolean => repetition === "count" || repetition === "for_each";

function unknownHere({
  count,
  forEach,
}: {
  readonly count?: Expression;
  readonly forEach?: Expression;
}): Here {
  return {
    ...(count && { countIndex: Value.unknown(NUMBER, { notNull: true }) }),
    ...(forEach && {
      eachKey: Value.unknown(STRING, { notNull: true }),
      eachValue: Value.unknown(DYNAMIC),
    }),
  };
}

function validateResource(session: Session, facts: ResourceFacts): boolean {
  const { resource, schema, use, owner } = facts;
  const { block } = schema;
  const type = blockType(block);
  const expanded = expand(resource, session.scope, true);
  let valid = session.report(within(owner, expanded.diagnostics));
  const here = unknownHere(resource);
  const scope = session.scope.with(here);
  const evaluated = evaluateKept(resource.body, block, scope, facts.address);
  valid = session.report(within(owner, evaluated.diagnostics)) && valid;
  if (valid) {
    const provider = session.pool.plain(use.source);
    const config = evaluated.value.unmarkDeep();
    const problems =
      resource.mode === "data"
        ? provider.validateDataSource(resource.type, config)
        : provider.validateResource(resource.type, config);
    valid = session.report(fromProvider(problems, owner, resource.body, block));
  }
  valid = session.report(within(owner, checkIgnored(facts))) && valid;
  valid = session.report(within(owner, checkProvisioners(resource, scope, Value.unknown(type)))) && valid;
  const repetition = repetitionOf(resource);
  session.store.resources.set(resource.address, {
    repetition,
    keysKnown: !isMany(repetition),
    values: new Map([[undefined, Value.unknown(type)]]),
  });
  return valid;
}
