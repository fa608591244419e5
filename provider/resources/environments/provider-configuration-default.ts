import { toManyIds } from "../../client/index.js";
import type { Context } from "../framework/index.js";
import { membership } from "../shared/membership.js";

const RELATIONSHIP = "default-provider-configurations";
const pathTo = (environment: string) => `environments/${encodeURIComponent(environment)}`;

async function listed({ client }: Context, environment: string): Promise<readonly string[] | null> {
  const found = await client.find(pathTo(environment));
  return found && toManyIds(found.data, RELATIONSHIP);
}

/** The list has no path of its own, so it is written completely. */
async function write({ client }: Context, environment: string, ids: readonly string[]): Promise<void> {
  const data = ids.map((one) => ({ type: "provider-configurations", id: one }));
  const relationships = { [RELATIONSHIP]: { data } };
  await client.update(pathTo(environment), { type: "environments", id: environment, relationships });
}

/** `scalr_provider_configuration_default` */
export const providerConfigurationDefault = membership({
  type: "scalr_provider_configuration_default",
  noun: "default provider configuration of an environment",
  description: "Makes a provider configuration a default of the workspaces of an environment.",
  holder: { attribute: "environment_id", noun: "environment" },
  member: { attribute: "provider_configuration_id", noun: "provider configuration" },
  list: listed,
  async add(context, environment, configuration) {
    const before = (await listed(context, environment)) ?? [];
    if (!before.includes(configuration)) await write(context, environment, [...before, configuration]);
  },
  async remove(context, environment, configuration) {
    const before = (await listed(context, environment)) ?? [];
    await write(
      context,
      environment,
      before.filter((one) => one !== configuration),
    );
  },
});
