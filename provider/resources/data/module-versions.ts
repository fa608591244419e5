import type { Resource, ScalrClient } from "../../client/index.js";
import { objectOf, STRING, setOf } from "../../values/index.js";
import { observed, text } from "../common-attributes.js";
import { type DataSource, type PlainObject, UserError } from "../framework/index.js";

const isGiven = (value: unknown): value is string => typeof value === "string";

/** The module that configurations name like this, or that has this id. */
async function moduleOf(client: ScalrClient, { source, id }: PlainObject): Promise<Resource> {
  const modules = await client.list("modules");
  const fits = (one: Resource) =>
    (!isGiven(id) || one.id === id) && (!isGiven(source) || one.attributes.source === source);
  const match = modules.find(fits);
  if (match) return match;
  const asked = [
    isGiven(id) && `id ${JSON.stringify(id)}`,
    isGiven(source) && `source ${JSON.stringify(source)}`,
  ];
  throw new UserError(
    `There is no module with ${asked.filter(Boolean).join(", ")}, or the token may not read it.`,
  );
}

const versionsOf = (client: ScalrClient, { id }: Resource) =>
  client.list("module-versions", { "filter[module]": id });

const VERSION = objectOf({ id: STRING, status: STRING, version: STRING });

/** `scalr_module_versions` */
export const moduleVersionsData: DataSource = {
  type: "scalr_module_versions",
  noun: "versions of a module",
  block: {
    description: "The versions of a module of the registry.",
    attributes: {
      id: text("Id of the module.", { computed: true }),
      source: text("How configurations name the module.", { computed: true }),
      versions: observed(setOf(VERSION), "The versions."),
    },
  },
  validate: (config) =>
    config.id === null && config.source === null
      ? [{ summary: "Which module is meant?", detail: "Give id or source, to say which module is meant." }]
      : [],
  async read({ client }, config) {
    const module = await moduleOf(client, config);
    const versions = (await versionsOf(client, module)).map(({ id, attributes }) => ({
      id,
      status: attributes.status as string,
      version: attributes.version as string,
    }));
    return { id: module.id, source: module.attributes.source as string, versions };
  },
};
