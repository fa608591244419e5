import type { AccessToken } from "../core/entities.js";
import type { Collection, Input, Operation } from "../core/resource.js";

/** Issues a token. The response shows its secret once (R16). */
export function issueToken(
  op: Operation,
  kind: AccessToken["kind"],
  owner: string,
  { changes, extra }: Input<AccessToken>,
): AccessToken {
  const minutes = extra["expires-in"];
  const { token, secret } = op.services.tokens.issue(op.tx, op.now, {
    kind,
    owner,
    name: changes.name ?? null,
    description: changes.description ?? null,
    createdBy: op.caller.user,
    expiresAt: typeof minutes === "number" ? op.now + minutes * 60_000 : null,
  });
  op.reveal.token = secret;
  return token;
}

/** `/<type>/{id}/access-tokens`: the tokens of a pool or a service account. */
export function ownedTokens<E extends { readonly id: string }>(
  kind: AccessToken["kind"],
  permissions: { readonly list: string; readonly create: string },
  refuse: (owner: E) => void = () => {},
): Collection<E, "access-tokens"> {
  return {
    type: "access-tokens",
    list: {
      permission: permissions.list,
      find: ({ id }, { reader }) =>
        reader.find("access-tokens", "owner", id).filter((token) => token.kind === kind),
    },
    create: {
      permission: permissions.create,
      run(op, owner, input) {
        refuse(owner);
        return issueToken(op, kind, owner.id, input);
      },
    },
  };
}
