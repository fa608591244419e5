/**
 * Compares this provider's schema with the official provider's, attribute by attribute: types, nesting, what is required,
 * optional, computed, sensitive, write-only or deprecated, and schema versions. Both are in the form of `providers schema -json`.
 */

const FLAGS = ["required", "optional", "computed", "sensitive", "write_only", "deprecated"];

/** Attributes that a link resource of another stack may set. */
const LINKED = [
  "scalr_environment.default_workspace_agent_pool_id",
  "scalr_vcs_provider.agent_pool_id",
  "scalr_workspace.agent_pool_id",
];

/** Every way in which this provider's schema differs on purpose. Nothing else may differ, and each must be needed. */
export const DELIBERATE = [
  {
    title: "The token is sensitive",
    why: "A token in a configuration is never printed.",
    fits: ({ place, official, ours }) =>
      place === "provider.token" && official === "optional" && ours === "optional, sensitive",
  },
  {
    title: "Ids are read-only",
    why:
      "Scalr chooses the ids. The official provider's older SDK declares every `id` as optional and ignores a value " +
      "that you set. This provider reports it as an error.",
    fits: ({ place, official, ours }) =>
      place.endsWith(".id") && official === "optional, computed" && ours === "computed",
  },
  {
    title: "Links of other stacks are kept",
    why: "A link resource of another stack can set these attributes. A plan keeps their value if you configure none.",
    fits: ({ place, official, ours }) =>
      LINKED.includes(place) && official === "optional" && ours === "optional, computed",
  },
  {
    title: "Defaults are planned",
    why:
      "A plan shows the default of an argument that you leave out. The plugin protocol requires such attributes to be " +
      "computed. The official provider plans the same values, but its older SDK is exempt from this rule.",
    fits: ({ place, official, ours }) =>
      !LINKED.includes(place) && !place.startsWith("data.") && ours === withComputed(official),
  },
];

/** What the official provider does not have. */
export const ADDED = {
  resource_schemas: [
    "scalr_account_agent_pool_default",
    "scalr_agent_pool_environment_access",
    "scalr_environment_agent_pool_default",
    "scalr_vcs_provider_agent_pool",
    "scalr_workspace_agent_pool",
  ],
  data_source_schemas: ["scalr_agents", "scalr_pool_resolution", "scalr_what_if"],
};

function withComputed(flags) {
  const all = new Set([...flags.split(", "), "computed"]);
  return FLAGS.filter((flag) => all.has(flag)).join(", ");
}

const flagsOf = (attribute) => FLAGS.filter((flag) => attribute[flag]).join(", ") || "none";

/** Every difference: where, and what each of the two says. */
export function differences(official, ours) {
  return [
    ...compareBlock("provider", official.provider.block, ours.provider.block),
    ...compareTypes("", official.resource_schemas, ours.resource_schemas, ADDED.resource_schemas),
    ...compareTypes(
      "data.",
      official.data_source_schemas,
      ours.data_source_schemas,
      ADDED.data_source_schemas,
    ),
  ];
}

function compareTypes(prefix, official, ours, added) {
  return union(official, ours)
    .filter((type) => !added.includes(type))
    .flatMap((type) => {
      const place = `${prefix}${type}`;
      if (!official[type] || !ours[type]) return [absent(place, official[type])];
      const versions = differ(place, `version ${official[type].version}`, `version ${ours[type].version}`);
      return [...versions, ...compareBlock(place, official[type].block, ours[type].block)];
    });
}

function compareBlock(place, official, ours) {
  const [theirs, own] = [official.attributes ?? {}, ours.attributes ?? {}];
  const [theirBlocks, ownBlocks] = [official.block_types ?? {}, ours.block_types ?? {}];
  const attributes = union(theirs, own).flatMap((name) => {
    const at = `${place}.${name}`;
    if (!theirs[name] || !own[name]) return [absent(at, theirs[name])];
    return [
      ...differ(at, JSON.stringify(theirs[name].type), JSON.stringify(own[name].type)),
      ...differ(at, flagsOf(theirs[name]), flagsOf(own[name])),
    ];
  });
  const blocks = union(theirBlocks, ownBlocks).flatMap((name) => {
    const at = `${place}.${name}`;
    if (!theirBlocks[name] || !ownBlocks[name]) return [absent(at, theirBlocks[name])];
    return [
      ...differ(at, nestingOf(theirBlocks[name]), nestingOf(ownBlocks[name])),
      ...compareBlock(at, theirBlocks[name].block, ownBlocks[name].block),
    ];
  });
  return [
    ...differ(place, String(official.deprecated === true), String(ours.deprecated === true)),
    ...attributes,
    ...blocks,
  ];
}

const nestingOf = ({ nesting_mode: mode, min_items: min = 0, max_items: max = 0 }) =>
  `block ${mode}, ${min} to ${max || "any number"}`;

const union = (one, other) => [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();

const differ = (place, official, ours) => (official === ours ? [] : [{ place, official, ours }]);

const absent = (place, official) =>
  official ? { place, official: "there", ours: "absent" } : { place, official: "absent", ours: "there" };

/** How many attributes and blocks a schema has, however deep. */
function countIn(block) {
  const nested = Object.values(block.block_types ?? {});
  return (
    Object.keys(block.attributes ?? {}).length +
    nested.length +
    nested.reduce((sum, { block: inner }) => sum + countIn(inner), 0)
  );
}

/** The reference page of the comparison. */
export function officialReference(made, official, ours) {
  const found = differences(official, ours);
  const attributes = [
    ...Object.values(official.resource_schemas),
    ...Object.values(official.data_source_schemas),
  ]
    .map(({ block }) => countIn(block))
    .reduce((sum, one) => sum + one, 0);
  const versioned = Object.entries(official.resource_schemas).filter(([, { version }]) => version > 0);
  const reasons = DELIBERATE.flatMap(({ title, why, fits }) => [
    "",
    `### ${title}`,
    "",
    why,
    "",
    ...found
      .filter(fits)
      .map(({ place, official: theirs, ours: own }) => `- \`${place}\`: official ${theirs}; here ${own}`),
  ]);
  return [
    "# Compared with the official provider",
    "",
    `${made}`,
    "",
    "The official provider is `registry.scalr.io/scalr/scalr`, at commit e29c00ca (2026-08-21). A test compares the two schemas:",
    `${Object.keys(official.resource_schemas).length} resources and ${Object.keys(official.data_source_schemas).length} data sources with ${attributes} attributes and blocks.`,
    "",
    "## States",
    "",
    "You can switch between the two providers and keep your state. The next plan has no changes.",
    "",
    "- Schema versions are the official ones: " +
      `${versioned.map(([type, { version }]) => `\`${type}\` ${version}`).join(", ")}, all others 0.`,
    "- States of older versions of the official provider are upgraded. Missing attributes are read from Scalr.",
    "- Private data has the official form: JSON whose values are Base64 of JSON. This provider ignores values that it does not know.",
    "- An attribute that you do not set can be null, an empty text or an empty list in a state. All three mean the same, so none is a change.",
    "",
    "## What differs on purpose",
    ...reasons,
    "",
    "## What only this provider has",
    "",
    ...ADDED.resource_schemas.map((type) => `- [\`${type}\`](../provider/resources/${type}.md)`),
    ...ADDED.data_source_schemas.map(
      (type) => `- data source [\`${type}\`](../provider/data-sources/${type}.md)`,
    ),
    "- [functions](provider.md#functions)",
    "",
  ].join("\n");
}
