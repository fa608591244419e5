import { STRING } from "../../../engine/values/index.js";
import { type AttributeDefinition, type ManagedResource, shownOnce, UserError } from "../framework/index.js";

export interface TokenOwner {
  /** The attribute that names the owner. */
  readonly attribute: string;
  /** The name of the owner in messages. */
  readonly noun: string;
  /** JSON:API type of the owner, which is also its path. */
  readonly apiType: string;
  /** An example of an import id. */
  readonly example: string;
}

/** The token itself (R16). */
export const secretToken: AttributeDefinition = {
  type: STRING,
  computed: true,
  sensitive: true,
  description: "The secret. Only the creation shows it, so it is empty after an import.",
  api: shownOnce("token"),
};

/** Where the tokens of one owner are. */
export const tokensOf = ({ apiType }: TokenOwner, owner: unknown): string =>
  `${apiType}/${encodeURIComponent(String(owner))}/access-tokens`;

/** A token does not show its owner, so it is imported by `<owner id>/<token id>`. */
export function importedWithOwner(table: ManagedResource, owner: TokenOwner): ManagedResource {
  return {
    ...table,
    async import(context, importId) {
      const [of, token, ...rest] = importId.split("/");
      if (!of || !token || rest.length > 0)
        throw new UserError(`Give "<${owner.noun} id>/<token id>", such as "${owner.example}".`);
      const tokens = await context.client.list(tokensOf(owner, of));
      if (!tokens.some((one) => one.id === token)) return null;
      const state = await table.import(context, token);
      return state && { ...state, [owner.attribute]: of };
    },
  };
}
