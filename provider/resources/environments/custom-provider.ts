import type { Resource, ScalrClient } from "../../client/index.js";
import type { AttributeDefinition, Extra, NestedDefinition, PlainObject } from "../framework/index.js";
import { nestedFromApi, nestedToApi } from "../framework/index.js";
import { blank, flag, requiredText } from "../shared/common-attributes.js";

const OWN_BLOCKS = ["aws", "azurerm", "google", "scalr"];

const argument: Readonly<Record<string, AttributeDefinition>> = {
  name: requiredText("Name of the argument."),
  description: blank("What it is for."),
  hcl: flag(false, "Whether the value is an expression."),
  sensitive: flag(false, "Whether the API never shows the value."),
  value: blank("Its value."),
};

/** A provider without its own block: its name, and arguments, which are separate objects in the API. */
export const customBlock: NestedDefinition = {
  nesting: "list",
  maxItems: 1,
  description: "Configuration of any other provider.",
  attributes: { provider_name: requiredText("Name of the provider.", { replace: true }) },
  blocks: {
    argument: {
      nesting: "set",
      minItems: 1,
      description: "An argument of the provider.",
      attributes: argument,
    },
  },
  api: {
    fields: ["attributes/provider-name", "attributes/is-custom"],
    write: (value, draft) => {
      const [item] = value as PlainObject[];
      if (!item) return;
      draft.attributes["provider-name"] = String(item.provider_name);
      draft.attributes["is-custom"] = true;
    },
    read: ({ data }, state) => {
      const name = data.attributes["provider-name"];
      if (name === undefined) return undefined;
      if (OWN_BLOCKS.includes(String(name))) return [];
      const known = Array.isArray(state) ? (state[0] as PlainObject | undefined) : undefined;
      return [{ provider_name: String(name), argument: known?.argument ?? [] }];
    },
  },
};

const argumentsOf = (value: unknown): PlainObject[] =>
  Array.isArray(value) ? (((value[0] as PlainObject | undefined)?.argument ?? []) as PlainObject[]) : [];

/** In the API an argument's name is its key. */
function sent(item: PlainObject) {
  const { name, ...attributes } = nestedToApi(argument, item);
  return { type: "provider-configuration-parameters", attributes: { key: name!, ...attributes } };
}

const isSame = (one: PlainObject, other: PlainObject) =>
  Object.keys(argument).every((name) => one[name] === other[name]);

const pathOf = (configuration: string) =>
  `provider-configurations/${encodeURIComponent(configuration)}/parameters`;
const pathTo = (parameter: Resource) =>
  `provider-configuration-parameters/${encodeURIComponent(parameter.id)}`;

async function writeAll(
  client: ScalrClient,
  configuration: string,
  wanted: PlainObject[],
  before: PlainObject[],
) {
  const existing = new Map(
    (await client.list(pathOf(configuration))).map((one) => [String(one.attributes.key), one]),
  );
  for (const [key, parameter] of existing)
    if (!wanted.some(({ name }) => name === key)) await client.delete(pathTo(parameter));
  for (const item of wanted) {
    const parameter = existing.get(String(item.name));
    const known = before.find(({ name }) => name === item.name);
    if (!parameter) await client.create(pathOf(configuration), sent(item));
    else if (!known || !isSame(known, item))
      await client.update(pathTo(parameter), { ...sent(item), id: parameter.id });
  }
}

/** The arguments of a custom provider. A sensitive value reads as null, so the state's value stays. */
export const providerArguments: Extra = {
  async write({ client }, configuration, planned, prior) {
    const [wanted, before] = [argumentsOf(planned), argumentsOf(prior)];
    if (wanted.length > 0 || before.length > 0) await writeAll(client, configuration, wanted, before);
  },

  async read({ client }, { data }, state) {
    const name = data.attributes["provider-name"];
    if (OWN_BLOCKS.includes(String(name))) return undefined;
    const known = argumentsOf(state);
    const items = (await client.list(pathOf(data.id))).map((one): PlainObject => {
      const read = nestedFromApi(argument, { ...one.attributes, name: one.attributes.key ?? null });
      const before = read.sensitive === true ? known.find((item) => item.name === read.name) : undefined;
      return before ? { ...read, value: before.value ?? null } : read;
    });
    return [{ provider_name: String(name), argument: items }];
  },
};
