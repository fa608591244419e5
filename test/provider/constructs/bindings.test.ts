import { ref, TerraformDataSource, TerraformOutput, TerraformResource, TerraformStack, Testing } from "cdktf";
import { beforeAll, describe, expect, it } from "vitest";
import type { Body } from "../../../engine/language/body/body.js";
import { Source } from "../../../engine/language/index.js";
import { parseNativeBody } from "../../../engine/language/native/parse.js";
import { toJson } from "../../../engine/values/index.js";
import * as bindings from "../../../provider/bindings/index.js";
import { providerSchemaJson } from "../../../provider/plugin/schema-json.js";
import { createScalrProvider, SCALR_PROVIDER_SOURCE } from "../../../provider/resources/index.js";
import { camel, generateBindings } from "../../../scripts/bindings/generate.mjs";
import { declare, type Json } from "./synthesize.js";

interface Attribute {
  readonly type: Json;
  readonly required?: boolean;
  readonly optional?: boolean;
}
interface Nested {
  readonly nesting_mode: "list" | "set" | "single";
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: Block;
}
interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, Nested>>;
}
type Schemas = Readonly<Record<string, { readonly block: Block }>>;

const { resource_schemas, data_source_schemas, provider } = (
  providerSchemaJson(SCALR_PROVIDER_SOURCE, createScalrProvider().schema) as Json
).provider_schemas[SCALR_PROVIDER_SOURCE] as {
  resource_schemas: Schemas;
  data_source_schemas: Schemas;
  provider: Schemas[string];
};

const classes = Object.values(bindings)
  .flatMap((module) => Object.values(module) as Json[])
  .filter((one) => typeof one === "function" && one.tfResourceType !== undefined);

const KINDS = [
  { kind: "resource", base: TerraformResource, schemas: resource_schemas },
  { kind: "data", base: TerraformDataSource, schemas: data_source_schemas },
] as const;

// The classes extend those of a CDK when there is a stack.
beforeAll(() => void stackOf(() => {}));

/** The class of each type of a kind, by its type. */
const classesOf = (base: Json): Map<string, Json> =>
  new Map(classes.filter((one) => one.prototype instanceof base).map((one) => [one.tfResourceType, one]));

function sampleOf(type: Json, name: string): Json {
  if (type === "string") return `a ${name}`;
  if (type === "number") return name.length;
  if (type === "bool") return true;
  return type[0] === "map" ? { key: sampleOf(type[1], name) } : [sampleOf(type[1], name)];
}

const isSet = ({ required, optional }: Attribute) => required === true || optional === true;
const isOne = ({ nesting_mode, max_items }: Nested) => nesting_mode === "single" || max_items === 1;
const wrapped = (nested: Nested, value: Json) => (isOne(nested) ? value : [value]);
const mapEntries = <T>(record: Readonly<Record<string, T>> = {}, convert: (value: T, name: string) => Json) =>
  Object.entries(record).map(([name, value]) => [name, convert(value, name)] as const);

/** A value for each argument of a block, or for those that it requires, by their names in Terraform. */
function argumentsOf(block: Block, which: "all" | "required"): Json {
  const wanted = (one: Attribute) => isSet(one) && (which === "all" || one.required === true);
  const attributes = Object.entries(block.attributes).filter(([, one]) => wanted(one));
  const blocks = Object.entries(block.block_types ?? {}).filter(
    ([, one]) => which === "all" || one.min_items,
  );
  return Object.fromEntries([
    ...attributes.map(([name, { type }]) => [name, sampleOf(type, name)]),
    ...blocks.map(([name, nested]) => [name, wrapped(nested, argumentsOf(nested.block, which))]),
  ]);
}

/** The same with the names that an app uses. */
function configOf(block: Block, values: Json): Json {
  const rename = ([name, value]: [string, Json]) => {
    const nested = block.block_types?.[name];
    if (nested === undefined) return [camel(name), value];
    const [inner] = isOne(nested) ? [value] : value;
    return [camel(name), wrapped(nested, configOf(nested.block, inner))];
  };
  return Object.fromEntries(Object.entries(values).map((entry) => rename(entry as [string, Json])));
}

function stackOf(build: (stack: TerraformStack) => void): TerraformStack {
  const stack = new TerraformStack(Testing.app(), "stack");
  declare(() => {
    new bindings.provider.ScalrProvider(stack, "scalr");
    build(stack);
  });
  return stack;
}

const synthesized = (build: (stack: TerraformStack) => void): Json =>
  JSON.parse(Testing.synth(stackOf(build)));

/** Reads the arguments of a block out of HCL, in the form of `argumentsOf`. */
function readHcl(body: Body, block: Block): Json {
  const attributes = new Map(mapEntries(block.attributes, () => ({ required: false })));
  const blocks = new Map(mapEntries(block.block_types, () => ({ labels: [] })));
  const content = body.content({ attributes, blocks });
  expect(content.diagnostics).toEqual([]);
  const found = [...content.attributes].map(([name, { expression }]) => {
    const { value, diagnostics } = expression.evaluate({ lookup: () => expect.unreachable() });
    expect(diagnostics).toEqual([]);
    return [name, toJson(value)];
  });
  const nested = content.blocks.map(({ type, body }) => {
    const declared = block.block_types![type]!;
    return [type, wrapped(declared, readHcl(body, declared.block))];
  });
  return Object.fromEntries([...found, ...nested]);
}

describe("the bindings", () => {
  it.each(KINDS)("have a class for every $kind", ({ base, schemas }) => {
    expect([...classesOf(base).keys()].sort()).toEqual(Object.keys(schemas).sort());
  });

  it.each(KINDS)("write each argument of a $kind as JSON", ({ kind, base, schemas }) => {
    for (const which of ["all", "required"] as const) {
      const given = Object.fromEntries(mapEntries(schemas, ({ block }) => argumentsOf(block, which)));
      const { [kind]: written } = synthesized((stack) => {
        for (const [type, one] of classesOf(base))
          new one(stack, type, configOf(schemas[type]!.block, given[type]));
      });
      for (const type of Object.keys(schemas)) expect(written[type][type], type).toEqual(given[type]);
    }
  });

  it.each(KINDS)("write each argument of a $kind as HCL", ({ kind, base, schemas }) => {
    for (const which of ["all", "required"] as const) {
      const stack = stackOf((stack) => {
        for (const [type, one] of classesOf(base)) {
          const { block } = schemas[type]!;
          new one(stack, type, configOf(block, argumentsOf(block, which)));
        }
      });
      const { result, diagnostics } = parseNativeBody(new Source("stack.tf", Testing.synthHcl(stack)));
      expect(diagnostics).toEqual([]);
      const schema = { attributes: new Map(), blocks: new Map([[kind, { labels: ["type", "name"] }]]) };
      const { blocks } = result!.partialContent(schema);
      expect(blocks.length).toBe(Object.keys(schemas).length);
      for (const { labels, body } of blocks) {
        const { block } = schemas[labels[0]!]!;
        const wanted = argumentsOf(block, which);
        // cdktf writes the lists in a map as objects with the keys 0, 1 and so on.
        if ("pool_environments" in wanted) wanted.pool_environments = { key: { 0: "a pool_environments" } };
        expect(readHcl(body, block), labels[0]).toEqual(wanted);
      }
    }
  });

  it("write an empty block, and a reference in the place of blocks", () => {
    const { resource } = synthesized((stack) => {
      const checkPeriod = "daily";
      const environmentId = "env-1";
      const { DriftDetection } = bindings.driftDetection;
      new DriftDetection(stack, "all", { checkPeriod, environmentId, workspaceFilters: {} });
      const some = new DriftDetection(stack, "some", { checkPeriod, environmentId });
      some.workspaceFilters.internalValue = ref("local.filters");
      const hook = new bindings.dataScalrWorkspace.DataScalrWorkspace(stack, "other", { environmentId })
        .hooks;
      new bindings.workspace.Workspace(stack, "workspace", { name: "one", environmentId, hooks: hook });
    });
    expect(resource.scalr_drift_detection.all.workspace_filters).toEqual({});
    expect(resource.scalr_drift_detection.some.workspace_filters).toBe(`\${local.filters}`);
    expect(resource.scalr_workspace.workspace.hooks).toBe(`\${data.scalr_workspace.other.hooks}`);
  });

  it.each(KINDS)("set, tell and reset each argument of a $kind", ({ kind, base, schemas }) => {
    const required = Object.fromEntries(mapEntries(schemas, ({ block }) => argumentsOf(block, "required")));
    const { [kind]: written } = synthesized((stack) => {
      for (const [type, one] of classesOf(base)) {
        const { block } = schemas[type]!;
        const instance = new one(stack, type, configOf(block, required[type]));
        for (const [name, value] of Object.entries(configOf(block, argumentsOf(block, "all")))) {
          const capital = name[0]!.toUpperCase() + name.slice(1);
          if (`put${capital}` in instance) instance[`put${capital}`](value);
          else instance[name] = value;
          expect(instance[`${name}Input`], `${type}.${name}`).toEqual(value);
          if (!(`reset${capital}` in instance)) continue;
          instance[`reset${capital}`]();
          expect(instance[`${name}Input`], `${type}.${name}`).toBeUndefined();
        }
      }
    });
    for (const type of Object.keys(schemas))
      expect(Object.keys(written[type][type]).sort(), type).toEqual(Object.keys(required[type]).sort());
  });

  it.each(KINDS)("refer to each attribute of a $kind", ({ kind, base, schemas }) => {
    const wanted: Record<string, string> = {};
    const { output } = synthesized((stack) => {
      const refer = (value: Json, path: string) => {
        const name = `o${Object.keys(wanted).length}`;
        new TerraformOutput(stack, name, { value });
        wanted[name] = `\${${path}}`;
      };
      const referToAll = (object: Json, path: string, { attributes, block_types = {} }: Block) => {
        const pathOf = (name: string, kind: string) =>
          kind === "set" ? `tolist(${path}.${name})` : `${path}.${name}`;
        for (const [name, { type }] of Object.entries(attributes)) {
          const [collection, element] = type;
          const whole = pathOf(name, collection);
          refer(object[camel(name)], whole);
          // cdktf writes an invalid reference to an object in an item of a set.
          if (element?.[0] !== "object" || path.endsWith(".0")) continue;
          const fields = Object.fromEntries(mapEntries<Json>(element[1], (type) => ({ type })));
          const item = `${whole}${collection === "set" ? ".0" : "[0]"}`;
          referToAll(object[camel(name)].get(0), item, { attributes: fields });
        }
        for (const [name, nested] of Object.entries(block_types)) {
          const { nesting_mode: kind, block } = nested;
          const value = object[camel(name)];
          const suffix = { set: ".0", list: "[0]", single: "" }[kind];
          referToAll(isOne(nested) ? value : value.get(0), `${pathOf(name, kind)}${suffix}`, block);
        }
      };
      for (const [type, one] of classesOf(base)) {
        const { block } = schemas[type]!;
        const instance = new one(stack, type, configOf(block, argumentsOf(block, "required")));
        referToAll(instance, `${kind === "data" ? "data." : ""}${type}.${type}`, block);
      }
    });
    expect(Object.fromEntries(mapEntries(output, ({ value }: Json) => value))).toEqual(wanted);
  });

  it("import existing objects of each resource", () => {
    const types = [...classesOf(TerraformResource)];
    const { import: imports } = synthesized((stack) => {
      for (const [type, one] of types) one.generateConfigForImport(stack, type, `id of ${type}`);
    });
    expect(imports).toEqual(types.map(([type]) => ({ to: `${type}.${type}`, id: `id of ${type}` })));
  });

  it("configure the provider, and name its source and versions", () => {
    const given = argumentsOf(provider.block, "all");
    const stack = new TerraformStack(Testing.app(), "stack");
    new bindings.provider.ScalrProvider(stack, "scalr", {
      ...configOf(provider.block, given),
      alias: "other",
    });
    const { provider: written, terraform } = JSON.parse(Testing.synth(stack));
    expect(written).toEqual({ scalr: [{ ...given, alias: "other" }] });
    const constraint = { source: SCALR_PROVIDER_SOURCE, version: ">= 0.1.0" };
    expect(terraform.required_providers).toEqual({ scalr: constraint });
  });
});

describe("the generator of bindings", () => {
  const moduleFor = (attributes: Json, description?: string) => {
    const schema = { resource_schemas: { scalr_tag: { block: { attributes, description } } } };
    const whole = { provider: { block: { attributes: {} } }, data_source_schemas: {}, ...schema };
    return generateBindings({ provider_schemas: { here: whole } }, "here").get("tag/index.ts")!;
  };

  it("keeps descriptions as comments, whatever is in them", () => {
    const text = moduleFor(
      { name: { type: "string", required: true, description: "Pattern, such as **/*.tf.\nDefault: */." } },
      "A tag.",
    );
    expect(text).toContain("/** A tag. */\nexport class Tag ");
    expect(text).toContain(
      "  /**\n   * Pattern, such as **\\/*.tf.\n   * Default: *\\/.\n   */\n  readonly name: string;",
    );
  });

  it.each([[["list", "bool"]], [["map", "number"]], ["dynamic"], [["list", ["object", { a: "string" }]]]])(
    "rejects an argument of type %j, for which it has no class",
    (type) => {
      expect(() => moduleFor({ odd_one: { type, optional: true } })).toThrow(
        "Tag.oddOne: no class for the type",
      );
    },
  );
});
