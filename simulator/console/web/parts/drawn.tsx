import { h, type VNode } from "preact";
import type { Markup } from "../../charts/markup.js";

/** A chart as the page draws it, element by element. */
export function Drawn({ markup }: { markup: Markup }) {
  return vnodeOf(markup);
}

function vnodeOf({ tag, attributes, children }: Markup): VNode {
  return h(
    tag,
    attributes as Record<string, string | number>,
    ...children.map((child) => (typeof child === "string" ? child : vnodeOf(child))),
  ) as VNode;
}
