import { HostError, type Session } from "../wire/session.js";

/** The schema names no ephemeral resource, so a host that asks for one is told so. */
export function noEphemeralResource(_session: Session, { typeName }: { readonly typeName: string }): never {
  throw new HostError(`The provider has no ephemeral resource ${JSON.stringify(typeName)}.`);
}
