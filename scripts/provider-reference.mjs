/** Types that the official provider lacks: links of which another stack owns an end. */
const OWN = new Set([
  "scalr_account_agent_pool_default",
  "scalr_agent_pool_environment_access",
  "scalr_environment_agent_pool_default",
  "scalr_vcs_provider_agent_pool",
  "scalr_workspace_agent_pool",
]);

const names = { bool: "boolean" };

function typeText(type) {
  if ("element" in type) return `${type.kind} of ${typeText(type.element)}`;
  return names[type.kind] ?? type.kind;
}

function how({ required, optional, sensitive }) {
  const word = required ? "required" : optional ? "optional" : "read-only";
  return sensitive ? `${word}, sensitive` : word;
}

function items(block, indent = "") {
  const attributes = Object.entries(block.attributes).map(([name, one]) => {
    const said = one.deprecated ? `Deprecated: ${one.deprecated}` : one.description;
    return `${indent}- \`${name}\` (${typeText(one.type)}, ${how(one)}): ${said}`;
  });
  const blocks = Object.entries(block.blocks ?? {}).flatMap(
    ([name, { nesting, maxItems, block: nested }]) => {
      const kind = maxItems === 1 ? "block, at most one" : `block ${nesting}`;
      return [`${indent}- \`${name}\` (${kind}): ${nested.description}`, ...items(nested, `${indent}  `)];
    },
  );
  return [...attributes, ...blocks];
}

function section(schemas) {
  return Object.entries(schemas)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([type, { block }]) => [
      "",
      `### \`${type}\`${OWN.has(type) ? " (not in the official provider)" : ""}`,
      "",
      block.description,
      "",
      ...items(block),
    ]);
}

/** The reference of a provider's resources and data sources, in Markdown. */
export function providerReference({ resources, dataSources }) {
  const head = [
    "# The provider",
    "",
    'Made by "npm run docs:provider" from the provider\'s schema; never edited by hand. Source address:',
    "`registry.scalr.io/scalr/scalr`. Settings: `hostname` and `token`, by default `SCALR_HOSTNAME` and `SCALR_TOKEN`.",
    "",
    "## Resources",
  ];
  return [...head, ...section(resources), "", "## Data sources", ...section(dataSources), ""].join("\n");
}
