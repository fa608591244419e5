import type { ConfigurationVersion } from "../core/entities.js";
import type { Tx } from "../core/schema.js";

/** Deletes a configuration version with the commit that it was made of; its archive goes with it. */
export function removeVersion(tx: Tx, { id, vcsRevision }: ConfigurationVersion): void {
  if (vcsRevision !== null && tx.get("vcs-revisions", vcsRevision)) tx.delete("vcs-revisions", vcsRevision);
  tx.delete("configuration-versions", id);
}
