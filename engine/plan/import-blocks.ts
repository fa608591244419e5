/** `import` blocks: objects that exist and are to be managed from now on. */

import {
  configAddress,
  covers,
  formatInstance,
  formatModule,
  type InstanceAddress,
} from "../addresses/address.js";
import { importWithoutConfiguration } from "../config/analysis.js";
import { errorDiag, hasErrors, within } from "../config/diagnostics.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import { expand } from "../evaluate/expansion.js";
import { inInstance } from "../evaluate/modules.js";
import { hereFor } from "../evaluate/scope.js";
import type { Session } from "../evaluate/session.js";
import type { Expression, Import } from "../language/index.js";
import type { StateObject } from "../state/object.js";
import { type ConversionError, convert, STRING } from "../values/index.js";
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
  for (const block of root.config.imports) {
    if (configAddress({ ...block.to, module: formatModule(block.to.module) }) !== facts.address) continue;
    const places = placesOf(root, block);
    if (!places) return null;
    for (const at of places) {
      const to = resolve(at, block);
      if (!to) return null;
      if (!covers({ kind: "instance", instance: to }, address)) continue;
      const id = importId(at, block, formatInstance(address));
      if (id === null) return null;
      const object = await adopt(session, facts, address, id, "prepare-import");
      return object && { object, id };
    }
  }
  return undefined;
}

/** Says which instances of a resource import blocks name and the resource does not have. False when there are any. */
export function checkImports(
  session: Session,
  facts: ResourceFacts,
  has: (address: InstanceAddress) => boolean,
): boolean {
  const root = inInstance(session, session.modules.root);
  for (const block of root.config.imports) {
    if (configAddress({ ...block.to, module: formatModule(block.to.module) }) !== facts.address) continue;
    for (const at of placesOf(root, block) ?? []) {
      const to = resolve(at, block);
      if (!to || to.module !== session.module.address || has(to)) continue;
      session.report([importWithoutConfiguration(formatInstance(to))]);
      return false;
    }
  }
  return true;
}

/** The session as a block sees it, once for each of its elements; null when these cannot be told. */
function placesOf(session: Session, { forEach, span }: Import): Session[] | null {
  if (!forEach) return [session];
  const { expansion, diagnostics } = expand({ forEach }, session.scope);
  if (!session.report(within({ context: "import", header: span }, diagnostics)) || !expansion) return null;
  return expansion.keys!.map((key) => ({
    ...session,
    scope: session.scope.with(hereFor(key, expansion.each)),
  }));
}

/** The address with its keys; null if one of them is not valid. */
function resolve(session: Session, { to, computed }: Import): InstanceAddress | null {
  const module = to.module.map((step) => ({ ...step }));
  let { key } = to;
  for (const { module: at, expression } of computed) {
    const found = keyOf(session, expression);
    if (found === null) return null;
    if (at === undefined) key = found;
    else module[at] = { ...module[at]!, key: found };
  }
  const { mode, type, name } = to;
  return { module: formatModule(module), mode, type, name, key };
}

function keyOf(session: Session, expression: Expression): string | number | null {
  const { value, diagnostics } = expression.evaluate(session.scope);
  if (!session.report(diagnostics)) return null;
  const usable = value.isKnown && !value.isNull && !value.isMarked;
  if (usable && value.type.kind === "string") return value.asString();
  if (usable && value.type.kind === "number") return value.asNumber();
  session.report([
    errorDiag(
      "Invalid import target",
      "An instance key in the address of an import must be a known text or number that is neither sensitive nor ephemeral.",
      expression.span,
    ),
  ]);
  return null;
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
