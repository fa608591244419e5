import {
  type Draft,
  type Json,
  type One,
  type Query,
  type Resource,
  ScalrApiError,
  type ScalrClient,
  ScalrConnectionError,
} from "../../client/index.js";
import { UserError } from "./definition.js";

/**
 * Creates an object once, also when the answer is lost: then it looks whether the object is there before asking again.
 * An object of that name is taken for ours only if it is what we asked for.
 */
export async function createOrFind(
  client: ScalrClient,
  noun: string,
  { path, draft, query }: { readonly path: string; readonly draft: Draft; readonly query: Query },
  twin: Query | undefined,
): Promise<One> {
  try {
    return await client.create(path, draft, query);
  } catch (error) {
    if (!isLost(error)) throw error;
    if (!twin) {
      throw new UserError(
        `${(error as Error).message} The ${noun} may exist now, but it is not in the state. Look for it and delete it, then apply again.`,
      );
    }
    const name = draft.attributes?.name;
    const found = (await client.list(path, twin)).filter((candidate) => candidate.attributes.name === name);
    const ours = found.find((candidate) => isAsAsked(candidate, draft));
    if (ours) return { data: ours, included: [] };
    if (found[0]) {
      throw new UserError(
        `${(error as Error).message} There is a ${noun} named ${JSON.stringify(name)} (${found[0].id}) that differs from the ` +
          `configuration. Import it, or choose another name.`,
      );
    }
    return client.create(path, draft, query);
  }
}

function isLost(error: unknown): boolean {
  if (error instanceof ScalrConnectionError) return error.fault === "dropped" || error.fault === "timeout";
  return error instanceof ScalrApiError && error.status >= 500;
}

/** Compares the values that the API shows as they were sent: plain attributes and to-one relationships. */
function isAsAsked(candidate: Resource, draft: Draft): boolean {
  const isPlain = (value: Json | undefined) =>
    value !== undefined && value !== null && typeof value !== "object";
  const attributes = Object.entries(draft.attributes ?? {}).every(([name, value]) => {
    const shown = candidate.attributes[name];
    return !isPlain(shown) || !isPlain(value) || shown === value;
  });
  const relationships = Object.entries(draft.relationships ?? {}).every(([name, { data }]) => {
    const shown = candidate.relationships[name]?.data;
    return (
      !data ||
      !shown ||
      Array.isArray(data) ||
      Array.isArray(shown) ||
      (shown as { id: string }).id === (data as { id: string }).id
    );
  });
  return attributes && relationships;
}
