/** What a plan's JSON says about the configuration it was made from. */
import type { Block } from "../../provider.js";
import { type Json, toJson, typeToJson } from "../../values/index.js";
import { bodySchema } from "../config/body.js";
import { hasErrors } from "../diagnostics.js";
import { PROVISIONER_BLOCK } from "../exec/schema.js";
import type { Body, Expression, Reference } from "../lang/index.js";
import type { Node } from "../lang/syntax/ast.js";
import { children } from "../lang/syntax/children.js";
import type { PlanContext } from "../plan/context.js";
import { providerKeyOf } from "../providers/local-name.js";

type Obj = { [name: string]: unknown };

export function configurationJson(context: PlanContext): unknown {
  const { config, analysis, pool } = context;
  const providers: Obj = {};
  for (const { use, resource } of analysis.resources.values()) {
    const { name, key } = providerKeyOf(use, resource);
    providers[key] ??= {
      name,
      full_name: use.source,
      ...(use.alias !== undefined && { alias: use.alias }),
      ...(use.config && {
        expressions: expressions(use.config.body, pool.plain(use.source).schema.provider.block),
      }),
    };
  }
  const outputs: Obj = {};
  for (const output of config.outputs.values()) {
    outputs[output.name] = {
      ...(output.sensitive && { sensitive: true }),
      expression: expressionJson(output.expression),
      ...(output.description !== undefined && { description: output.description }),
    };
  }
  const variables: Obj = {};
  for (const variable of config.variables.values()) {
    const shown = variable.default?.isWhollyKnown ? variable.default.unmarkDeep() : undefined;
    variables[variable.name] = {
      ...(variable.type && { type: typeToJson(variable.type) }),
      ...(!variable.default && { required: true }),
      ...(shown && !shown.isNull && { default: toJson(shown) }),
      ...(variable.description !== undefined && { description: variable.description }),
      ...(variable.sensitive && { sensitive: true }),
    };
  }
  const resources = [...analysis.resources.values()]
    .sort((a, b) => (a.resource.address < b.resource.address ? -1 : 1))
    .map(({ resource, schema, use }) => ({
      address: resource.address,
      mode: resource.mode,
      type: resource.type,
      name: resource.name,
      provider_config_key: providerKeyOf(use, resource).key,
      ...(resource.provisioners.length > 0 && {
        provisioners: resource.provisioners.map(({ type, body }) => ({
          type,
          expressions: expressions(body, PROVISIONER_BLOCK),
        })),
      }),
      expressions: expressions(resource.body, schema.block),
      schema_version: schema.version,
      ...given("count_expression", resource.count),
      ...given("for_each_expression", resource.forEach),
      ...(resource.dependsOn.length > 0 && {
        depends_on: resource.dependsOn.map((reference) => names(reference)[0]),
      }),
    }));
  return {
    ...(Object.keys(providers).length > 0 && { provider_config: providers }),
    root_module: {
      ...(Object.keys(outputs).length > 0 && { outputs }),
      ...(resources.length > 0 && { resources }),
      ...(Object.keys(variables).length > 0 && { variables }),
    },
  };
}

/** Left out when nothing can be said of the expression. */
function given(name: string, expression: Expression | undefined): Obj {
  const json = expression && expressionJson(expression);
  return json && Object.keys(json).length > 0 ? { [name]: json } : {};
}

function expressions(body: Body, block: Block): Obj {
  const content = body.partialContent(bodySchema(block));
  const found: Obj = {};
  for (const [name, { expression }] of [...content.attributes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    found[name] = expressionJson(expression);
  }
  for (const { type, body: inner } of content.blocks) {
    const nested = block.blocks?.[type];
    if (!nested) continue;
    const value = expressions(inner, nested.block);
    if (nested.nesting === "single" || nested.nesting === "group") found[type] = value;
    else found[type] = [...((found[type] as Obj[] | undefined) ?? []), value];
  }
  return found;
}

/** A constant's value, or what the expression refers to. */
function expressionJson(expression: Expression): Obj {
  const references = expression.references();
  if (references.length > 0) return { references: references.flatMap(names) };
  // What functions make of constants is not part of the configuration.
  const { node } = expression.syntax();
  if (!node || calls(node)) return {};
  const { value, diagnostics } = expression.evaluate({
    lookup: () => {
      throw new Error("an expression without references looked one up");
    },
    pureOnly: true,
  });
  if (hasErrors(diagnostics) || !value.isWhollyKnown || value.containsMarked) return {};
  return { constant_value: toJson(value) as Json };
}

function calls(node: Node): boolean {
  return node.kind === "call" || children(node).some(calls);
}

/** `a.b.id` and `a.b`: the reference, and what it is a part of. */
function names({ subject, rest }: Reference): string[] {
  const all: string[] = [];
  let text = "";
  switch (subject.kind) {
    case "variable":
      return [`var.${subject.name}`];
    case "resource":
      text = `${subject.mode === "data" ? "data." : ""}${subject.type}.${subject.name}`;
      break;
    case "self":
      text = "self";
      break;
    case "local":
    case "module":
    case "each":
    case "count":
    case "path":
    case "terraform":
      return [`${subject.kind}.${subject.name}`];
  }
  all.unshift(text);
  for (const step of rest) {
    if (step.kind === "attribute") text += `.${step.name}`;
    else
      text += `[${step.key.type.kind === "number" ? step.key.numberText() : JSON.stringify(step.key.asString())}]`;
    all.unshift(text);
  }
  return all;
}
