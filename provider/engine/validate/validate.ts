/**
 * Evaluates the whole configuration with everything unknown, so that what can be said to be wrong is said before any
 * provider is asked for anything.
 */
import { blockType, DYNAMIC, NUMBER, SENSITIVE, STRING, Value } from "../../values/index.js";
import type { ConfigNode, ResourceFacts } from "../config/analysis.js";
import { providerOwner } from "../config/analysis.js";
import { fromProvider, within } from "../diagnostics.js";
import { evaluateBody } from "../evaluate/block.js";
import { expand } from "../evaluate/expansion.js";
import { ConfigScope, type Here } from "../evaluate/scope.js";
import { Store } from "../evaluate/store.js";
import { checkProvisioners } from "../exec/provisioners.js";
import { walk } from "../graph/walk.js";
import { outputOwner } from "../plan/outputs.js";
import { evaluateLocal } from "../plan/visit.js";
import type { Session } from "../session.js";

/** False when something is wrong; the session has the reasons. */
export async function validate(session: Session): Promise<boolean> {
  const store = new Store();
  const around = { ...session.around, store };
  const blind: Session = { ...session, store, around, scope: new ConfigScope(around) };
  for (const variable of session.config.variables.values()) {
    const value = Value.unknown(variable.type ?? DYNAMIC);
    store.variables.set(variable.name, variable.sensitive ? value.mark(SENSITIVE) : value);
  }
  let valid = true;
  await walk(session.analysis.graph, (node) => {
    const passed = validateNode(blind, node);
    valid &&= passed;
    // What depends on a faulty node is looked at all the same: its own faults should show too.
    return true;
  });
  return valid;
}

function validateNode(session: Session, node: ConfigNode): boolean {
  switch (node.kind) {
    case "local":
      return evaluateLocal(session, node.name);
    case "provider": {
      const { config, source } = node.use;
      if (!config) return true;
      const provider = session.pool.plain(source);
      const { block } = provider.schema.provider;
      const owner = providerOwner(config);
      const { value, diagnostics } = evaluateBody(config.body, block, session.scope);
      if (!session.report(within(owner, diagnostics))) return false;
      const problems = provider.validateProviderConfig(value.unmarkDeep());
      return session.report(fromProvider(problems, owner, config.body, block));
    }
    case "resource":
      return validateResource(session, session.analysis.resources.get(node.resource.address)!);
    case "output": {
      const { diagnostics } = node.output.expression.evaluate(session.scope);
      return session.report(within(outputOwner(node.output), diagnostics));
    }
    case "check":
      return true;
  }
}

function validateResource(session: Session, facts: ResourceFacts): boolean {
  const { resource, schema, use, owner } = facts;
  const { block } = schema;
  const type = blockType(block);
  const expanded = expand(resource, session.scope, true);
  let valid = session.report(within(owner, expanded.diagnostics));
  const here: Here = {
    ...(resource.count && { countIndex: Value.unknown(NUMBER, { notNull: true }) }),
    ...(resource.forEach && {
      eachKey: Value.unknown(STRING, { notNull: true }),
      eachValue: Value.unknown(DYNAMIC),
    }),
  };
  const scope = session.scope.with(here);
  const evaluated = evaluateBody(resource.body, block, scope);
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
  valid = session.report(within(owner, checkProvisioners(resource, scope, Value.unknown(type)))) && valid;
  const repeated = resource.count !== undefined || resource.forEach !== undefined;
  session.store.resources.set(resource.address, {
    repetition: resource.count ? "count" : resource.forEach ? "for_each" : "none",
    keysKnown: !repeated,
    values: new Map([[undefined, Value.unknown(type)]]),
  });
  return valid;
}
