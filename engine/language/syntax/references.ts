import type { Diag } from "../../interfaces/diag.js";
import { error } from "../source/diagnostics.js";
import type { Span } from "../source/source.js";
import type { Node, TraversalNode } from "./ast.js";
import type { Reference, Subject, TraversalStep } from "./reference.js";

type Parsed = { readonly reference: Reference } | { readonly problem: Diag };

const parsed = new WeakMap<TraversalNode, Parsed>();

/** What a traversal refers to. Parsed once for each traversal. */
export function referenceOf(node: TraversalNode): Parsed {
  let result = parsed.get(node);
  if (!result) {
    result = parseReference(node);
    parsed.set(node, result);
  }
  return result;
}

const INVALID = "Invalid reference";
const NO_NAMES: ReadonlySet<string> = new Set();

function parseReference(node: TraversalNode): Parsed {
  const { root, steps } = node;
  switch (root) {
    case "var":
      return named(node, (name) => ({ kind: "variable", name }));
    case "local":
      return named(node, (name) => ({ kind: "local", name }));
    case "module":
      return named(node, (name) => ({ kind: "module", name }));
    case "path":
      return named(node, (name) => ({ kind: "path", name }));
    case "terraform":
    case "tofu":
      return named(node, (name) => ({ kind: "terraform", name }));
    case "each":
      return named(node, (name) => {
        if (name === "key" || name === "value") return { kind: "each", name };
        return `The "each" object does not have an attribute named ${JSON.stringify(name)}. The supported attributes are each.key and each.value, the current key and value pair of the "for_each" attribute set.`;
      });
    case "count":
      return named(node, (name) => {
        if (name === "index") return { kind: "count", name };
        return `The "count" object does not have an attribute named ${JSON.stringify(name)}. The only supported attribute is count.index, which is the index of each instance of a resource block that has the "count" argument set.`;
      });
    case "self":
      return { reference: { subject: { kind: "self" }, rest: steps, span: node.rootSpan } };
    case "data":
    case "resource": {
      if (steps.length < 2) {
        const what = root === "data" ? "the data source type" : "the resource type";
        return {
          problem: error(
            INVALID,
            `The ${JSON.stringify(root)} object must be followed by two attribute names: ${what} and the resource name.`,
            node.span,
          ),
        };
      }
      const [type, ...rest] = steps;
      if (type?.kind !== "attribute") {
        return {
          problem: error(INVALID, `The "${root}" object does not support this operation.`, type?.span),
        };
      }
      return resource(node, root === "data" ? "data" : "managed", type.name, rest);
    }
    case "ephemeral":
      return {
        problem: error(
          "Unsupported reference",
          "Ephemeral resources are not supported by the embedded engine. Use --engine tofu.",
          node.span,
        ),
      };
    case "template":
    case "lazy":
    case "arg":
      return {
        problem: error(
          "Reserved symbol name",
          `The symbol name ${JSON.stringify(root)} is reserved for use in a future OpenTofu version. If you are using a provider that already uses this as a resource type name, add the prefix "resource." to force interpretation as a resource type name.`,
          node.rootSpan,
        ),
      };
    default:
      return resource(node, "managed", root, steps);
  }
}

/** `root.name`: the name tells the subject, or what is wrong with it. */
function named(node: TraversalNode, subjectOf: (name: string) => Subject | string): Parsed {
  const [step, ...rest] = node.steps;
  const root = JSON.stringify(node.root);
  if (!step) {
    return {
      problem: error(
        INVALID,
        `The ${root} object cannot be accessed directly. Instead, access one of its attributes.`,
        node.rootSpan,
      ),
    };
  }
  if (step.kind !== "attribute") {
    return { problem: error(INVALID, `The ${root} object does not support this operation.`, step.span) };
  }
  const subject = subjectOf(step.name);
  if (typeof subject === "string") {
    return { problem: error(`Invalid ${root} attribute`, subject, node.rootSpan.through(step.span)) };
  }
  return { reference: { subject, rest, span: node.rootSpan.through(step.span) } };
}

function resource(
  node: TraversalNode,
  mode: "managed" | "data",
  type: string,
  steps: readonly TraversalStep[],
): Parsed {
  const [name, ...rest] = steps;
  if (name?.kind !== "attribute") {
    const what = mode === "data" ? "a data source" : "a resource type";
    return {
      problem: error(
        INVALID,
        `A reference to ${what} must be followed by at least one attribute access, specifying the resource name.`,
        name?.span ?? node.span,
      ),
    };
  }
  const first = rest[0];
  const span: Span = node.rootSpan.through(first?.kind === "index" ? first.span : name.span);
  return { reference: { subject: { kind: "resource", mode, type, name: name.name }, rest, span } };
}

/** What an expression refers to, apart from the names that it defines itself. */
export function collectReferences(
  node: Node,
  names: ReadonlySet<string> = NO_NAMES,
): { references: Reference[]; problems: Diag[] } {
  const references: Reference[] = [];
  const problems: Diag[] = [];
  walkTraversals(node, names, (traversal) => {
    const result = referenceOf(traversal);
    if ("reference" in result) references.push(result.reference);
    else problems.push(result.problem);
  });
  return { references, problems };
}

/** The first traversal that starts at none of the names. */
export function firstBeyond(node: Node, names: ReadonlySet<string>): TraversalNode | undefined {
  let found: TraversalNode | undefined;
  walkTraversals(node, names, (traversal) => {
    found ??= traversal;
  });
  return found;
}

/** Visits every traversal that does not start at a name of a `for` expression around it. */
function walkTraversals(node: Node, local: ReadonlySet<string>, visit: (node: TraversalNode) => void): void {
  const walk = (child: Node, names = local) => walkTraversals(child, names, visit);
  switch (node.kind) {
    case "traversal":
      if (!local.has(node.root)) visit(node);
      break;
    case "relative":
      walk(node.source);
      break;
    case "index":
      walk(node.collection);
      walk(node.key);
      break;
    case "splat":
      walk(node.source);
      walk(node.each);
      break;
    case "call":
      for (const arg of node.args) walk(arg);
      break;
    case "conditional":
      walk(node.condition);
      walk(node.whenTrue);
      walk(node.whenFalse);
      break;
    case "binary":
      walk(node.left);
      walk(node.right);
      break;
    case "unary":
      walk(node.operand);
      break;
    case "tuple":
      for (const item of node.items) walk(item);
      break;
    case "object":
      for (const { key, computed, value } of node.items) {
        // A name alone is a text, and a traversal an error when evaluated.
        if (computed || key.kind !== "traversal") walk(key);
        walk(value);
      }
      break;
    case "template":
      for (const part of node.parts) walk(part);
      break;
    case "wrap":
    case "parentheses":
      walk(node.inner);
      break;
    case "join":
      walk(node.loop);
      break;
    case "for": {
      walk(node.collection);
      const names = new Set(local).add(node.valueName);
      if (node.keyName !== undefined) names.add(node.keyName);
      if (node.key) walk(node.key, names);
      walk(node.value, names);
      if (node.condition) walk(node.condition, names);
      break;
    }
  }
}
