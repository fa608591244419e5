/** Reads an object that exists so that the state can have it: for `import` blocks and the import command. */

import { formatInstance, type InstanceAddress } from "../addresses/address.js";
import { errorDiag, fromProvider, hasErrors } from "../config/diagnostics.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import { objectId, operation } from "../evaluate/events.js";
import type { Session } from "../evaluate/session.js";
import { markBySchema } from "../objects/schema.js";
import type { StateObject } from "../state/object.js";

/** Null when there is no such object, or it cannot be read; the session has the reasons. */
export async function adopt(
  session: Session,
  facts: ResourceFacts,
  instance: InstanceAddress,
  id: string,
  during: "import" | "prepare-import",
): Promise<StateObject | null> {
  const { use, schema, owner } = facts;
  const provider = session.pool.configured(use);
  const address = formatInstance(instance);
  const say = (found: Parameters<typeof fromProvider>[0]) =>
    session.report(fromProvider(found, { ...owner, address }));
  const imported = await operation(
    session.emit,
    { operation: during, address, id: `id=${id}` },
    () => provider.importResource(instance.type, id),
    ({ diagnostics }) => (hasErrors(diagnostics) ? null : `id=${id}`),
  );
  if (!say(imported.diagnostics)) return null;
  const found = imported.resources.find(({ type }) => type === instance.type);
  if (!found) {
    session.report([
      errorDiag(
        "Nothing was imported",
        `The provider found nothing of type ${instance.type} with the id ${JSON.stringify(id)}.`,
        undefined,
        { address },
      ),
    ]);
    return null;
  }
  const known = objectId(found.state);
  const read = await operation(
    session.emit,
    { operation: "refresh", address, ...(known !== undefined && { id: known }) },
    () => provider.readResource(instance.type, found.state, found.private),
    ({ diagnostics }) => (hasErrors(diagnostics) ? null : undefined),
  );
  if (!say(read.diagnostics)) return null;
  if (read.state.isNull) {
    session.report([
      errorDiag(
        "Cannot import non-existent remote object",
        `While attempting to import an existing object to ${address}, the provider detected that no object exists with the id ${JSON.stringify(id)}. Only pre-existing objects can be imported; check that the id is correct and that it is associated with the provider's configured account.`,
        undefined,
        { address },
      ),
    ]);
    return null;
  }
  return {
    value: markBySchema(read.state, schema.block),
    private: read.private,
    tainted: false,
    dependencies: facts.dependencies,
    createBeforeDestroy: facts.createBeforeDestroy,
  };
}
