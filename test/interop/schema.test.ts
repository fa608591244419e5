import { afterAll, beforeAll, expect, it } from "vitest";
import { SCALR_PROVIDER_SOURCE } from "../../provider/resources/index.js";
import { nestedIn, type OfficialAttributes, type OfficialType, official } from "../provider/official.js";
import { describeWithEach } from "../support/programs.js";
import { HEADER } from "./stack.js";
import { succeed, Workdir } from "./workdir.js";

// biome-ignore lint/suspicious/noExplicitAny: tofu's JSON is looked into as it comes.
type Json = any;

const FLAGS = ["required", "optional", "computed", "sensitive", "deprecated"] as const;

interface Difference {
  /** Such as `scalr_workspace.agent_pool_id`. */
  readonly place: string;
  readonly what: string;
  readonly wanted?: OfficialAttributes[string];
}

/** Where this provider differs from what the official one is documented to declare, and why. Nothing else may differ. */
const deliberate: readonly { readonly why: string; readonly fits: (difference: Difference) => boolean }[] = [
  {
    why: "what a data source may be asked by is also answered when it is asked by something else",
    fits: ({ place, what }) => place.startsWith("data.") && what === "optional+computed, not optional",
  },
  {
    why: "a default is planned, which the protocol allows for computed attributes alone",
    fits: ({ what, wanted }) => what === "optional+computed, not optional" && wanted?.default !== undefined,
  },
  {
    why: "what is not configured stays, because a link of another stack may have set it (decision 0101)",
    fits: ({ place, what }) =>
      what === "optional+computed, not optional" &&
      /^scalr_\w+\.(default_workspace_agent_pool_id|agent_pool_id|ssh_key_id)$/.test(place),
  },
];

describeWithEach(
  ({ name }) => `${name} providers schema`,
  (program) => {
    let work: Workdir;
    let schema: Json;

    beforeAll(async () => {
      work = new Workdir({ url: "http://127.0.0.1:9", token: "none" }, program);
      work.write("main.tf", HEADER);
      await work.init();
      const { stdout } = await succeed(work.run("providers", "schema", "-json"));
      schema = JSON.parse(stdout).provider_schemas[SCALR_PROVIDER_SOURCE];
    }, 60_000);
    afterAll(() => work.remove());

    it("is a superset of the official provider's, but for deliberate differences", () => {
      const differences = [
        ...compareAll(official.resources, schema.resource_schemas, ""),
        ...compareAll(official.data_sources, schema.data_source_schemas, "data."),
      ];
      const explained = (one: Difference) => deliberate.some(({ fits }) => fits(one));
      expect(differences.filter((one) => !explained(one))).toEqual([]);
      // A reason that is no longer needed is to be removed.
      expect(deliberate.filter(({ fits }) => !differences.some(fits))).toEqual([]);
    });

    it("keeps the provider's token out of sight", () => {
      expect(schema.provider.block.attributes.token.sensitive).toBe(true);
    });
  },
);

function compareAll(types: Readonly<Record<string, OfficialType>>, ours: Json, prefix: string): Difference[] {
  return Object.entries(types).flatMap(([name, type]) => {
    const place = `${prefix}${name}`;
    return ours[name] ? compare(place, type, ours[name].block) : [{ place, what: "missing" }];
  });
}

function compare(where: string, { attributes, nested = {} }: OfficialType, block: Json): Difference[] {
  return Object.entries(attributes).flatMap(([name, wanted]) => {
    const place = `${where}.${name}`;
    const inner = block.block_types?.[name];
    if (/^Block\b/.test(wanted.type)) {
      if (!inner) return [{ place, what: "missing" }];
      const shown = inner.nesting_mode === "single" ? "Block" : `Block ${capital(inner.nesting_mode)}`;
      return [
        ...differ(place, shown, wanted.type, wanted),
        ...compare(place, { attributes: nested[name]!, nested: nestedIn(name, nested) }, inner.block),
      ];
    }
    const attribute = block.attributes?.[name];
    if (!attribute) return [{ place, what: "missing" }];
    return [
      ...differ(place, typeName(attribute.type), wanted.type, wanted),
      ...(wanted.type.endsWith("of Object") ? compareFields(place, attribute.type, nested[name]!) : []),
      ...differ(place, flagsOf(attribute), flagsOf(wanted), wanted),
    ];
  });
}

function compareFields(place: string, type: Json, nested: OfficialAttributes): Difference[] {
  const fields = Object.entries<Json>(type[1][1]).map(([name, one]) => `${name} ${typeName(one)}`);
  const wanted = Object.entries(nested).map(([name, one]) => `${name} ${one.type}`);
  return differ(place, fields.sort().join(), wanted.sort().join());
}

function differ(
  place: string,
  shown: string,
  expected: string,
  wanted?: OfficialAttributes[string],
): Difference[] {
  return shown === expected ? [] : [{ place, what: `${shown}, not ${expected}`, ...(wanted && { wanted }) }];
}

const flagsOf = (attribute: Json): string => FLAGS.filter((flag) => attribute[flag]).join("+");

/** As the documentation of providers writes types. */
function typeName(type: Json): string {
  if (Array.isArray(type)) {
    const [kind, element] = type;
    return kind === "object" ? "Object" : `${capital(kind)} of ${typeName(element)}`;
  }
  return type === "bool" ? "Boolean" : capital(type);
}

const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);
