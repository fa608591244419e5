/** `import` blocks: objects that exist and are to be managed from now on. */
import { type ConversionError, convert, STRING } from "../../values/index.js";
import { covers, formatInstance, formatModule, type InstanceAddress } from "../address.js";
import type { ResourceFacts } from "../config/analysis.js";
import { errorDiag, hasErrors } from "../diagnostics.js";
import { inInstance } from "../evaluate/modules.js";
import type { Import } from "../lang/index.js";
import type { Session } from "../session.js";
import type { StateObject } from "../state/object.js";
import { adopt } from "./adopt.js";

export interface Adopted {
  readonly object: StateObject;
  readonly id: string;
}

/** Undefined when no block names the instance; null when the import failed. */
export async function importByBlock(
  session: Session,
  facts: ResourceFacts,
  address: InstanceAddress,
): Promise<Adopted | undefined | null> {
  const root = inInstance(session, session.modules.root);
  const block = root.config.imports.find(({ to }) =>
    covers({ kind: "instance", instance: { ...to, module: formatModule(to.module), key: to.key } }, address),
  );
  if (!block) return undefined;
  const id = importId(root, block, formatInstance(address));
  if (id === null) return null;
  const object = await adopt(session, facts, address, id);
  return object && { object, id };
}

function importId(session: Session, { id }: Import, address: string): string | null {
  const evaluated = id.evaluate(session.scope);
  const invalid = (reason: string) => {
    session.report([
      errorDiag("Invalid import id argument", `The import ID of ${address} ${reason}.`, id.span),
    ]);
    return null;
  };
  if (!session.report(evaluated.diagnostics) || hasErrors(evaluated.diagnostics)) return null;
  const value = evaluated.value.unmark();
  if (!value.isKnown) return invalid("depends on resource attributes that cannot be determined until apply");
  if (value.isNull) return invalid("cannot be null");
  try {
    const text = convert(value, STRING).asString();
    return text === "" ? invalid("cannot be an empty string") : text;
  } catch (error) {
    return invalid(`is unsuitable: ${(error as ConversionError).message}`);
  }
}
