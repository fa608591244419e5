/** An HTML or SVG element as data. The report writes it as text, and the console draws it. */
export interface Markup {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Markup | string)[];
}

export const markup = (
  tag: string,
  attributes: Markup["attributes"] = {},
  ...children: Markup["children"]
): Markup => ({ tag, attributes, children });

const escaped = (value: string): string => value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The element as HTML. Texts and the values of attributes are escaped. */
export function htmlOf(node: Markup | string): string {
  if (typeof node === "string") return escaped(node);
  const { tag, attributes, children } = node;
  const given = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(String(value))}"`);
  return `<${tag}${given.join("")}>${children.map(htmlOf).join("")}</${tag}>`;
}
