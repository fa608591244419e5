import { ADDED, officialReference } from "./official-provider.mjs";

/** Types that the official provider lacks: links of which another stack owns an end, and what only a sandbox tells. */
const OWN = { resources: ADDED.resource_schemas, "data-sources": ADDED.data_source_schemas };

const MADE =
  'Made by "npm run docs:provider" from the provider\'s schema and the examples; never edited by hand.';

const names = { bool: "boolean" };

function typeText(type) {
  if ("element" in type) return `${type.kind} of ${typeText(type.element)}`;
  return names[type.kind] ?? type.kind;
}

function how({ required, optional, sensitive, writeOnly }) {
  const words = [required ? "required" : optional ? "optional" : "read-only"];
  if (sensitive) words.push("sensitive");
  if (writeOnly) words.push("write-only");
  return words.join(", ");
}

function items(block, indent = "") {
  const attributes = Object.entries(block.attributes).map(([name, one]) => {
    const said = one.deprecated ? `Deprecated: ${one.deprecated}` : one.description;
    return `${indent}- \`${name}\` (${typeText(one.type)}, ${how(one)}): ${said}`;
  });
  const blocks = Object.entries(block.blocks ?? {}).flatMap(
    ([name, { nesting, maxItems, block: nested }]) => {
      const kind = nesting === "single" || maxItems === 1 ? "block, at most one" : `block ${nesting}`;
      return [`${indent}- \`${name}\` (${kind}): ${nested.description}`, ...items(nested, `${indent}  `)];
    },
  );
  return [...attributes, ...blocks];
}

const isGiven = ({ required, optional }) => required === true || optional === true;

/** The attributes that a configuration gives, or those that it only reads. */
function part(block, given) {
  const attributes = Object.entries(block.attributes).filter(([, one]) => isGiven(one) === given);
  const isAsked = ({ block: nested }) => Object.values(nested.attributes).some(isGiven);
  const blocks = Object.entries(block.blocks ?? {}).filter(([, nested]) => isAsked(nested) === given);
  return items({ attributes: Object.fromEntries(attributes), blocks: Object.fromEntries(blocks) });
}

function page(kind, type, { block }, example) {
  const [given, shown] = [part(block, true), part(block, false)];
  const own = OWN[kind].includes(type) ? ["", "Not in the official provider."] : [];
  return [
    `# ${kind === "resources" ? "Resource" : "Data source"} \`${type}\``,
    "",
    MADE,
    "",
    block.description,
    ...own,
    "",
    "## Example",
    "",
    "```hcl",
    example.trimEnd(),
    "```",
    ...(given.length > 0 ? ["", "## Arguments", "", ...given] : []),
    ...(shown.length > 0 ? ["", "## Attributes", "", ...shown] : []),
    "",
  ].join("\n");
}

function functionPage(name, { description, parameters, returns }, example) {
  const given = parameters.map(
    (one) =>
      `- \`${one.name}\` (${typeText(one.type)}${one.nullable ? ", may be null" : ""}): ${one.description}`,
  );
  return [
    `# Function \`${name}\``,
    "",
    MADE,
    "",
    description,
    "",
    "```hcl",
    `provider::scalr::${name}(${parameters.map((one) => one.name).join(", ")})`,
    "```",
    "",
    "It needs `scalr` in `required_providers`, and neither a token nor a server. Not in the official provider.",
    "",
    "## Example",
    "",
    "```hcl",
    example.trimEnd(),
    "```",
    "",
    "## Arguments",
    "",
    ...given,
    "",
    "## Result",
    "",
    ...result(returns),
    "",
  ].join("\n");
}

function result(type) {
  if (type.kind !== "object") return [`A ${typeText(type)}.`];
  const inside = Object.entries(type.attributes).map(([name, one]) => `\`${name}\` (${typeText(one)})`);
  return [`An object with ${inside.join(" and ")}.`];
}

const sorted = (schemas) => Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));

const firstSentence = (text) => text.match(/^.*?[.:](?= |$)/)?.[0].replace(/:$/, ".") ?? text;

function index(kind, schemas) {
  return sorted(schemas).map(([type, { block }]) => {
    const own = OWN[kind].includes(type) ? " (not in the official provider)" : "";
    return `- [\`${type}\`](../provider/${kind}/${type}.md)${own}: ${firstSentence(block.description)}`;
  });
}

/**
 * The reference of a provider's resources, data sources and functions, and its comparison with the official one, in Markdown, by
 * paths below `docs/`. `exampleOf` gives the example of one, of the kind `resources`, `data-sources` or `functions`; `schemas`
 * are the official provider's and this one's, as `providers schema -json` prints them.
 */
export function providerReference({ resources, dataSources, functions }, exampleOf, schemas) {
  const overview = [
    "# The provider",
    "",
    `${MADE} Source address:`,
    "`registry.scalr.io/scalr/scalr`. Settings: `hostname` and `token`, by default `SCALR_HOSTNAME` and `SCALR_TOKEN`.",
    "[Compared with the official provider](official-provider.md) says where the two differ.",
    "",
    "## Resources",
    "",
    ...index("resources", resources),
    "",
    "## Data sources",
    "",
    ...index("data-sources", dataSources),
    "",
    "## Functions",
    "",
    ...sorted(functions).map(
      ([name, { summary }]) =>
        `- [\`${name}\`](../provider/functions/${name}.md) (not in the official provider): ${summary}.`,
    ),
    "",
  ];
  const kinds = [
    ["resources", resources],
    ["data-sources", dataSources],
  ];
  const pages = kinds.flatMap(([kind, schemas]) =>
    sorted(schemas).map(([type, schema]) => [
      `provider/${kind}/${type}.md`,
      page(kind, type, schema, exampleOf(kind, type)),
    ]),
  );
  const functionPages = sorted(functions).map(([name, one]) => [
    `provider/functions/${name}.md`,
    functionPage(name, one, exampleOf("functions", name)),
  ]);
  return new Map([
    ["reference/provider.md", overview.join("\n")],
    ["reference/official-provider.md", officialReference(MADE, schemas.official, schemas.ours)],
    ...pages,
    ...functionPages,
  ]);
}
