import { describe, expect, it } from "vitest";
import type { Attribute, Block } from "../../engine/provider.js";
import { blockType } from "../../engine/provider.js";
import { fromPlain, type Plain, type Type, toPlain, Value } from "../../engine/values/index.js";
import { createScalrProvider } from "../../provider/resources/index.js";
import { nestedIn, type OfficialAttributes, official } from "./official.js";

const provider = createScalrProvider();
const { resources, dataSources } = provider.schema;

/** Decision 0101: links of other stacks may set these, so what is there stays where nothing is configured. */
const LINKABLE = ["agent_pool_id", "default_workspace_agent_pool_id"];

function typeName(type: Type): string {
  switch (type.kind) {
    case "bool":
      return "Boolean";
    case "list":
      return `List of ${typeName(type.element)}`;
    case "set":
      return `Set of ${typeName(type.element)}`;
    case "map":
      return `Map of ${typeName(type.element)}`;
    default:
      return type.kind[0]!.toUpperCase() + type.kind.slice(1);
  }
}

/** The documentation's words for an attribute as it is declared here. */
function described(name: string, attribute: Attribute, expected: OfficialAttributes[string]) {
  const { type, required, optional, computed, sensitive, deprecated } = attribute;
  const impliesComputed = expected.default !== undefined || LINKABLE.includes(name);
  return {
    type: typeName(type),
    required: required ?? false,
    optional: optional ?? false,
    computed: impliesComputed ? (expected.computed ?? false) : (computed ?? false),
    sensitive: sensitive ?? false,
    deprecated: deprecated !== undefined,
  };
}

function documented({
  type,
  required,
  optional,
  computed,
  sensitive,
  deprecated,
}: OfficialAttributes[string]) {
  return {
    type,
    required: required ?? false,
    optional: optional ?? false,
    computed: computed ?? false,
    sensitive: sensitive ?? false,
    deprecated: deprecated ?? false,
  };
}

const own = (entries: OfficialAttributes, blocks: boolean) =>
  Object.keys(entries).filter((name) => /^Block\b/.test(entries[name]!.type) === blocks);

function compare(block: Block, type: (typeof official.resources)[string]): void {
  const names = [...Object.keys(block.attributes), ...Object.keys(block.blocks ?? {})];
  expect(names.sort()).toEqual(Object.keys(type.attributes).sort());
  for (const name of own(type.attributes, false)) {
    const expected = type.attributes[name]!;
    expect({ [name]: described(name, block.attributes[name]!, expected) }).toEqual({
      [name]: documented(expected),
    });
    const inner = block.attributes[name]!.type;
    if (!("element" in inner) || inner.element.kind !== "object") continue;
    const shown = Object.entries(inner.element.attributes).map(([key, one]) => [key, typeName(one)]);
    const wanted = Object.entries(type.nested![name]!).map(([key, one]) => [key, one.type]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(wanted));
  }
  for (const name of own(type.attributes, true)) {
    const nested = block.blocks![name]!;
    const kind = nested.nesting === "single" ? "Block" : `Block ${nested.nesting}`;
    expect(kind).toBe(type.attributes[name]!.type.toLowerCase().replace("block", "Block"));
    compare(nested.block, { attributes: type.nested![name]!, nested: nestedIn(name, type.nested!) });
  }
}

describe("resources of the official provider", () => {
  it.each(Object.entries(official.resources))("%s has its attributes and blocks", (name, type) => {
    compare(resources[name]!.block, type);
  });

  it.each(Object.entries(official.resources))("%s has its defaults", async (name, type) => {
    const { planned } = await plan(name, null, {});
    for (const [attribute, { default: byDefault }] of Object.entries(type.attributes)) {
      if (byDefault === undefined || String(byDefault).startsWith("(")) continue;
      expect({ [attribute]: toPlain(planned.attr(attribute)) }).toEqual({ [attribute]: byDefault });
    }
  });

  it.each(Object.entries(official.resources))("%s is replaced for the same changes", async (name, type) => {
    for (const [attribute, { replace = false, ...one }] of Object.entries(type.attributes)) {
      if (!(one.required || one.optional) || !["String", "Boolean"].includes(one.type)) continue;
      const [before, after] = one.type === "String" ? ["one", "two"] : [true, false];
      const prior = { ...required(name), [attribute]: before! };
      const { requiresReplace } = await plan(name, prior, { [attribute]: after! });
      // vcs_enabled: the official provider fails at apply time instead (R5).
      const expected = replace || (name === "scalr_agent_pool" && attribute === "vcs_enabled");
      const own = requiresReplace.some(([step]) => (step as { attribute: string }).attribute === attribute);
      expect({ [attribute]: own }).toEqual({ [attribute]: expected });
    }
  });
});

describe("data sources of the official provider", () => {
  it.each(Object.entries(official.data_sources))("%s has its attributes", (name, type) => {
    const block = dataSources[name]!.block;
    // What may be asked for may be answered too: `optional` says nothing about `computed` there.
    const lenient = Object.fromEntries(
      Object.entries(type.attributes).map(([key, one]) => [
        key,
        one.optional ? { ...one, computed: block.attributes[key]?.computed ?? false } : one,
      ]),
    );
    compare(block, { ...type, attributes: lenient });
  });
});

function required(name: string): Record<string, Plain> {
  const { attributes } = resources[name]!.block;
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([key, one]) =>
      one.required ? [[key, "element" in one.type ? ["same"] : "same"]] : [],
    ),
  );
}

async function plan(name: string, prior: Record<string, Plain> | null, config: Record<string, Plain>) {
  const { block } = resources[name]!;
  const type = blockType(block);
  const blocks = Object.fromEntries(
    Object.entries(block.blocks ?? {}).map(([key, { nesting }]) => [key, nesting === "single" ? null : []]),
  );
  const value = (one: Record<string, Plain>) => fromPlain({ ...blocks, ...one }, type);
  const configured = value({ ...required(name), ...config });
  return provider.planResource({
    type: name,
    prior: prior ? value(prior) : Value.null(type),
    proposed: configured,
    config: configured,
    priorPrivate: null,
  });
}
