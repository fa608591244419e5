import { objectOf, STRING, setOf } from "../../../engine/values/index.js";
import { type Resource, type ScalrClient, toOneId } from "../../client/index.js";
import { type DataSource, type PlainObject, UserError } from "../framework/index.js";
import { observed, requiredText, text } from "../shared/common-attributes.js";

const isGiven = (value: unknown): value is string => typeof value === "string";

/** The module with this source or this id. */
async function moduleOf(client: ScalrClient, { source, id }: PlainObject): Promise<Resource> {
  const modules = await client.list("modules");
  const fits = (one: Resource) =>
    (!isGiven(id) || one.id === id) && (!isGiven(source) || one.attributes.source === source);
  const matches = modules.filter(fits);
  if (matches.length === 1) return matches[0]!;
  const asked = [
    isGiven(id) && `id ${JSON.stringify(id)}`,
    isGiven(source) && `source ${JSON.stringify(source)}`,
  ];
  const which = asked.filter(Boolean).join(", ");
  if (matches.length === 0)
    throw new UserError(`There is no module with ${which}, or the token may not read it.`);
  throw new UserError(`${matches.length} modules have ${which}: ${matches.map((one) => one.id).join(", ")}.`);
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
      source: text("Source address by which configurations name the module.", { computed: true }),
      versions: observed(setOf(VERSION), "The versions."),
    },
  },
  validate: (config) =>
    config.id === null && config.source === null
      ? [{ summary: "Which module is meant?", detail: "Set id or source to select the module." }]
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

/** The newest version (`1.10.2`). Prereleases (`2.0.0-rc1`) count only if there are no others. */
function newest(versions: readonly Resource[]): Resource | undefined {
  const numbers = (one: Resource) =>
    String(one.attributes.version).replace(/^v/, "").split(/[-+]/)[0]!.split(".");
  const isEarly = (one: Resource) => String(one.attributes.version).includes("-");
  const released = versions.filter((one) => !isEarly(one));
  return [...(released.length > 0 ? released : versions)].sort((a, b) => {
    const [first, second] = [numbers(a), numbers(b)];
    for (let at = 0; at < Math.max(first.length, second.length); at++) {
      const difference = Number(second[at] ?? 0) - Number(first[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  })[0];
}

/** `scalr_module_version` */
export const moduleVersionData: DataSource = {
  type: "scalr_module_version",
  noun: "version of a module",
  block: {
    description: "One version of a module of the registry.",
    attributes: {
      id: observed(STRING, "Id of the version."),
      source: requiredText("Source address by which configurations name the module."),
      version: text("Version number. Default: the newest version."),
    },
  },
  async read({ client }, config) {
    const module = await moduleOf(client, { source: config.source ?? null, id: null });
    const { source } = module.attributes;
    const versions = await versionsOf(client, module);
    const { version } = config;
    const latest = toOneId(module, "latest-module-version");
    const match = isGiven(version)
      ? versions.find((one) => one.attributes.version === version)
      : (versions.find(({ id }) => id === latest) ?? newest(versions));
    if (match) return { id: match.id, source: source as string, version: isGiven(version) ? version : null };
    const numbers = versions.map((one) => String(one.attributes.version)).join(", ");
    throw new UserError(
      isGiven(version)
        ? `The module ${source} has no version ${JSON.stringify(version)}. It has ${numbers || "none"}.`
        : `The module ${source} has no versions. Its versions are the tags of its repository, which a sandbox reads only through a VCS pool.`,
    );
  },
};
