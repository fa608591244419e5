/** The work of a plan at each node. */

import { within } from "../config/diagnostics.js";
import { checkId } from "../config/nodes.js";
import type { ProviderUse } from "../config/provider-pool.js";
import { expandCall } from "../evaluate/calls.js";
import type { CheckRecorder } from "../evaluate/check-recorder.js";
import { evaluateRule } from "../evaluate/conditions.js";
import { ofExpression } from "../evaluate/deprecations.js";
import { inEach } from "../evaluate/modules.js";
import { configureProvider } from "../evaluate/provider.js";
import type { Session } from "../evaluate/session.js";
import { checkVariable, evaluateArgument } from "../evaluate/variables.js";
import type { Check } from "../language/index.js";
import type { WorkingResource, WorkingState } from "../state/working.js";
import { instanceAddress, type PlanContext } from "./context.js";
import { destroyResource } from "./destroy.js";
import type { PlanNode } from "./graph.js";
import { planGone, planResource, targeted } from "./instances.js";
import { outputChange, outputValue } from "./outputs.js";

/** A node that planning and applying visit alike. */
type SharedNode = Extract<
  PlanNode,
  { kind: "local" | "provider" | "check" | "call" | "variable" | "validation" | "close" }
>;

/** Plans what a node of the graph stands for; whether it went well decides whether what depends on it is planned. */
export function visit(context: PlanContext, node: PlanNode): boolean | Promise<boolean> {
  switch (node.kind) {
    case "resource": {
      const { facts } = node;
      const destroying = context.mode === "destroy" && facts.resource.mode === "managed";
      return destroying ? destroyResource(context, facts) : planResource(context, facts);
    }
    case "orphan":
      return planOrphan(context, node.stored, node.use);
    case "output": {
      const { name } = node.output;
      return inEach(context, node.module.path, (at) => {
        const value = outputValue(at, node.output);
        if (!value) return false;
        at.store.outputs.set(name, value);
        if (at.module.parent) return true;
        context.outputChanges.push(outputChange(name, context.state.outputs[name], value));
        return true;
      });
    }
    default:
      return visitShared(context, node, context.mode === "normal" ? undefined : context.state);
  }
}

/**
 * What planning and applying do alike: values, checks, variables and the instances of modules. `stored` is the state that the
 * instances of a module call are taken from where the configuration does not decide them, as in a destruction.
 */
export function visitShared<C extends Session & { readonly checks: CheckRecorder }>(
  context: C,
  node: SharedNode,
  stored: WorkingState | undefined,
): boolean | Promise<boolean> {
  switch (node.kind) {
    case "local":
      return inEach(context, node.module.path, (at) => evaluateLocal(at, node.name));
    case "provider":
      return configureProvider(context, node.use);
    case "check":
      return inEach(context, node.module.path, (at) => evaluateCheck(at, node.check));
    case "call":
      return expandCall(context, node.module, stored);
    case "variable":
      return inEach(context, node.module.path, (at) => evaluateArgument(at, node.variable, node.argument));
    case "validation":
      return inEach(context, node.module.path, (at) => checkVariable(at, node.variable, node.argument));
    case "close":
      return true;
  }
}

/** Evaluates a local value. False where it has errors. */
export function evaluateLocal(session: Session, name: string): boolean {
  const local = session.config.locals.get(name)!;
  const { value, diagnostics } = local.expression.evaluate(session.scope);
  const used = ofExpression(value, local.expression.span);
  session.store.locals.set(name, used.value);
  return session.report(
    within({ context: "locals", header: local.span }, [...diagnostics, ...used.diagnostics]),
  );
}

/** A failed assertion is a warning: checks tell, they do not stop. */
function evaluateCheck(session: Session & { readonly checks: CheckRecorder }, check: Check): boolean {
  const owner = { context: `check ${JSON.stringify(check.name)}`, header: check.span };
  const address = checkId(check.name, session.module.address);
  const of = checkId(check.name, session.module.node.path);
  // What could not be read says enough.
  if (session.checks.hasFailed(address)) return true;
  for (const rule of check.assertions) {
    const outcome = evaluateRule(rule, "Check block assertion", session.scope, "warning");
    session.checks.record("check", address, of, outcome.status, outcome.message);
    session.report(within(owner, outcome.diagnostics));
  }
  return true;
}

async function planOrphan(context: PlanContext, stored: WorkingResource, use: ProviderUse): Promise<boolean> {
  const { mode, type } = stored.address;
  const schema = context.pool.schema(use.source, mode, type)!;
  const done = [...stored.slots].flatMap(([key, slot]) => {
    const address = instanceAddress(stored.address, key);
    if (!targeted(context, address)) return [];
    const held = { address, use, schema };
    const tasks = [...slot.deposed.keys()].map((deposed) => planGone(context, { ...held, deposed }));
    if (slot.current) tasks.push(planGone(context, held, "delete_because_no_resource_config"));
    return tasks;
  });
  return (await Promise.all(done)).every(Boolean);
}
