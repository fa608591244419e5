import type { Plain } from "../../../engine/values/index.js";
import { ScalrApiError } from "../../client/index.js";
import { type Extra, isEveryone } from "../framework/index.js";

/**
 * A list of ids with an address of its own, beside a flag on the object that means everyone (`everyoneFlag`): the
 * environments an environment is federated with, the workspaces that may read a workspace's state.
 */
export function listedApart(apiType: string, relationship: string, flag: string): Extra {
  const address = (id: string) => `${apiType}/${encodeURIComponent(id)}/relationships/${relationship}`;
  return {
    async write(context, id, planned, prior) {
      // The flag is part of the object and has been written with it.
      const ids = listed(planned);
      if (ids.length === 0 && listed(prior).length === 0) return;
      await context.client.relate(
        "PATCH",
        address(id),
        ids.map((one) => ({ type: apiType, id: one })),
      );
    },

    async read(context, { data }, state) {
      // A list that was empty is not read again, so a refresh makes one call for each object.
      const wanted = state === undefined || listed(state).length > 0;
      if (!wanted || data.attributes[flag] === true) return undefined;
      try {
        return (await context.client.list(address(data.id))).map((ref) => ref.id);
      } catch (error) {
        if (error instanceof ScalrApiError && error.status === 404) return undefined;
        throw error;
      }
    },
  };
}

function listed(value: Plain): string[] {
  return Array.isArray(value) && !isEveryone(value) ? (value as string[]) : [];
}
