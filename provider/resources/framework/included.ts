import { type One, type Resource, type ScalrClient, toOneId } from "../../client/index.js";

/** Objects that answers included, by client and id. What a user is called does not change while a configuration is applied. */
const seen = new WeakMap<ScalrClient, Map<string, Resource>>();

/**
 * A created object with what a read of it would include: the API includes nothing in the answer to a creation. Reads it again
 * (`read`) only when what is to be included has not been seen before, as of all but the first of a user's many objects.
 */
export async function withIncluded(
  client: ScalrClient,
  created: One,
  include: string,
  read: () => Promise<One>,
): Promise<One> {
  let known = seen.get(client);
  if (!known) {
    known = new Map();
    seen.set(client, known);
  }
  const id = toOneId(created.data, include);
  const one = id === null ? undefined : known.get(id);
  if (one) return { data: created.data, included: [one] };
  const complete = await read();
  for (const resource of complete.included) known.set(resource.id, resource);
  return complete;
}
