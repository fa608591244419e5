import { formatResource } from "../addresses/address.js";
import type { Diag } from "../interfaces/diag.js";
import { type Configuration, moduleTitle, type Reference } from "../language/index.js";
import { suggestion } from "../language/source/suggest.js";
import { errorDiag } from "./diagnostics.js";

/** The error of a reference to a resource that is not declared, with what may have been meant. */
export function undeclaredResource(
  subject: { readonly mode: "managed" | "data"; readonly type: string; readonly name: string },
  config: Configuration,
  span: Reference["span"],
  path: string,
): Diag {
  const { mode, type, name } = subject;
  const other = mode === "data" ? "managed" : "data";
  const address = formatResource({ module: "", mode: other, type, name });
  const hint = config.resources.has(address) ? `\n\nDid you mean ${address}?` : "";
  return errorDiag(
    "Reference to undeclared resource",
    `There is no ${mode} resource ${JSON.stringify(type)} ${JSON.stringify(name)} definition in ${moduleTitle(path)}.${hint}`,
    span,
  );
}

/** The error of a reference to a module call that is not declared. */
export function undeclaredModule(
  name: string,
  { moduleCalls }: Configuration,
  span: Reference["span"],
  path: string,
): Diag {
  return errorDiag(
    "Reference to undeclared module",
    `No module call named ${JSON.stringify(name)} is declared in ${moduleTitle(path)}.${suggestion(name, moduleCalls.keys())}`,
    span,
  );
}
