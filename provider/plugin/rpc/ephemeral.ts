import { HostError, type Rpc, type Session } from "../wire/session.js";

/** The schema names no ephemeral resource, so a host that asks for one is told so. */
export function noEphemeralResource(_session: Session, { typeName }: { readonly typeName: string }): never {
  throw new HostError(`The provider has no ephemeral resource ${JSON.stringify(typeName)}.`);
}

export const validateEphemeralResourceConfig: Rpc<"ValidateEphemeralResourceConfig"> = {
  handle: noEphemeralResource,
};

export const openEphemeralResource: Rpc<"OpenEphemeralResource"> = { handle: noEphemeralResource };

export const renewEphemeralResource: Rpc<"RenewEphemeralResource"> = { handle: noEphemeralResource };

export const closeEphemeralResource: Rpc<"CloseEphemeralResource"> = { handle: noEphemeralResource };
