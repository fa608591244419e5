import type { EntityType } from "./entities.js";
import { naming } from "./refusals.js";

/** What is to be deleted, as refusals name it. */
export interface Deleted {
  readonly type: EntityType;
  readonly id: string;
  readonly name?: string | null;
}

/** Somebody who is linked to it. Without an id, `as` says it all. */
export interface Holder {
  readonly as: string;
  readonly id?: string;
  readonly name?: string | null;
}

/** How many a refusal names before it counts. */
const NAMED = 5;

/** What refusals call an object of these types; others are named alone. */
const KINDS: { readonly [T in EntityType]?: string } = {
  "account-ssh-keys": "SSH key",
  "agent-pools": "Agent pool",
  environments: "Environment",
  roles: "Role",
  "storage-profiles": "Storage profile",
  "vcs-providers": "VCS provider",
  workspaces: "Workspace",
};

const named = (id: string, name: string | null | undefined) => (name == null ? id : naming({ id, name }));

const describe = ({ type, id, name }: Deleted) => `${KINDS[type] ? `${KINDS[type]} ` : ""}${named(id, name)}`;

/** Why something that others are linked to cannot be deleted, naming at most five of them (R18), or null. */
export function deletionRefusal(deleted: Deleted, holders: readonly Holder[]): string | null {
  if (holders.length === 0) return null;
  const links = holders.map(({ as, id, name }) => (id === undefined ? as : `${as} ${named(id, name)}`));
  const more = links.length - NAMED;
  const rest = more > 0 ? ` and ${more} more` : "";
  return (
    `${describe(deleted)} is in use and can't be deleted. It is linked to ${links.slice(0, NAMED).join(", ")}${rest}. ` +
    "Unlink it first."
  );
}

/** Why something cannot be deleted when the refusal is about what would go along. */
export const refusalAlong = (deleted: Deleted, refusal: string): string =>
  `${describe(deleted)} can't be deleted with all that belongs to it. ${refusal}`;
