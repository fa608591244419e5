import { STRING, setOf } from "../../../engine/values/index.js";
import {
  type Context,
  everyoneFlag,
  everyoneOrSome,
  isEveryone,
  type ManagedResource,
  type PlainObject,
} from "../framework/index.js";
import { requiredText } from "../shared/common-attributes.js";

const pathTo = (environment: unknown) => `environments/${encodeURIComponent(String(environment))}`;
const listOf = (environment: unknown) => `${pathTo(environment)}/relationships/federated-environments`;

async function write({ client }: Context, environment: string, wanted: readonly string[]): Promise<void> {
  const all = isEveryone([...wanted]);
  const attributes = { "is-federated-to-account": all };
  await client.update(pathTo(environment), { type: "environments", id: environment, attributes });
  if (all) return;
  const refs = wanted.map((one) => ({ type: "environments", id: one }));
  await client.relate("PATCH", listOf(environment), refs);
}

async function read({ client }: Context, environment: string): Promise<PlainObject | null> {
  const found = await client.find(pathTo(environment));
  if (!found) return null;
  const all = found.data.attributes["is-federated-to-account"] === true;
  const ids = all ? ["*"] : (await client.list(listOf(environment))).map(({ id }) => id);
  return ids.length === 0 ? null : { environment_id: environment, federated_environments: ids };
}

async function set(context: Context, planned: PlainObject): Promise<PlainObject> {
  const environment = String(planned.environment_id);
  await write(context, environment, planned.federated_environments as string[]);
  return planned;
}

/** `scalr_federated_environments` */
export const federatedEnvironments: ManagedResource = {
  type: "scalr_federated_environments",
  noun: "federation of an environment",
  block: {
    description:
      "Which environments can read the states of an environment. This resource owns the whole list. Import it by the " +
      "environment's id.",
    attributes: {
      environment_id: requiredText("Id of the environment whose states are read.", { replace: true }),
      federated_environments: {
        type: setOf(STRING),
        required: true,
        description: 'Ids of the environments that may read them; ["*"] for all.',
        validate: [everyoneOrSome],
        api: everyoneFlag("is-federated-to-account"),
      },
    },
  },
  create: set,
  read: (context, state) => read(context, String(state.environment_id)),
  update: (context, _prior, planned) => set(context, planned),
  async delete(context, { environment_id: environment }) {
    if (await context.client.find(pathTo(environment))) await write(context, String(environment), []);
  },
  import: (context, importId) => read(context, importId),
};
