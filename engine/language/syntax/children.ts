import { type Node, nameAlone } from "./ast.js";

/** The expressions that an expression is made of. */
export function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case "relative":
      return [node.source];
    case "index":
      return [node.collection, node.key];
    case "splat":
      return [node.source, node.each];
    case "call":
      return node.args;
    case "conditional":
      return [node.condition, node.whenTrue, node.whenFalse];
    case "binary":
      return [node.left, node.right];
    case "unary":
      return [node.operand];
    case "tuple":
      return node.items;
    case "object":
      return node.items.flatMap(({ key, computed, value }) =>
        !computed && nameAlone(key) !== undefined ? [value] : [key, value],
      );
    case "for":
      return [
        node.collection,
        ...(node.key ? [node.key] : []),
        node.value,
        ...(node.condition ? [node.condition] : []),
      ];
    case "template":
      return node.parts;
    case "wrap":
    case "parentheses":
      return [node.inner];
    case "join":
      return [node.loop];
    default:
      return [];
  }
}
