/** `prevent_destroy`: what must not be destroyed. */
import { formatInstance, type InstanceAddress } from "../addresses/address.js";
import { errorDiag, hasErrors, within } from "../config/diagnostics.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import { explain } from "../evaluate/conditions.js";
import type { ConfigScope } from "../evaluate/scope.js";
import type { Session } from "../evaluate/session.js";
import type { Diag } from "../interfaces/diag.js";
import type { Action } from "../interfaces/types.js";
import type { Expression } from "../language/index.js";
import { BOOL, type ConversionError, convert, EPHEMERAL, SENSITIVE, type Value } from "../values/index.js";

const INVALID = "Invalid value for prevent_destroy";

/** False when the plan destroys what must not be destroyed, or when that cannot be said. */
export function checkPreventDestroy(
  session: Session,
  facts: ResourceFacts | undefined,
  address: InstanceAddress,
  action: Action,
): boolean {
  const expression = facts?.resource.lifecycle.preventDestroy;
  if (!facts || !expression) return true;
  const scope = scopeIn(session, address.module);
  const text = formatInstance(address);
  const { value, diagnostics } = evaluate(expression, scope, text);
  if (!session.report(within(facts.owner, diagnostics)) || !value) return false;
  if (action !== "delete" && action !== "delete-then-create" && action !== "create-then-delete") return true;
  if (!value.isKnown) {
    const detail = `Resource instance ${text} has a prevent_destroy argument but its value will not be known until the apply step, so OpenTofu can't predict whether destroying this is acceptable.\n\nTo proceed, ${exclusion(address)}`;
    return session.report(within(facts.owner, [errorDiag(INVALID, detail, expression.span)]));
  }
  if (value.isNull || !value.asBool()) return true;
  const { constructPath, span } = facts.resource;
  return session.report([
    {
      ...errorDiag(
        "Resource instance cannot be destroyed",
        `Resource instance ${text} has prevent_destroy set, but the plan calls for it to be destroyed.\n\nTo proceed, either disable prevent_destroy for this resource or ${exclusion(address)}`,
        span,
      ),
      ...(constructPath !== undefined && { constructPath }),
    },
  ]);
}

const exclusion = (address: InstanceAddress): string =>
  `exclude instances of this resource from this round using:\n    -exclude=${JSON.stringify(formatInstance({ ...address, key: undefined }))}`;

/** What an instance that maybe only the state knows can refer to: of a module that is gone, nothing is known. */
const scopeIn = ({ modules }: Session, module: string): ConfigScope =>
  (modules.get(module) ?? modules.blank().ensure(module) ?? modules.root).scope;

interface Evaluated {
  /** Without marks; absent where it is not a decision at all. */
  readonly value?: Value;
  readonly diagnostics: readonly Diag[];
}

function evaluate(expression: Expression, scope: ConfigScope, address: string): Evaluated {
  const own = expression
    .references()
    .filter(({ subject }) => subject.kind === "each" || subject.kind === "count");
  if (own.length > 0) {
    const diagnostics = own.map(({ subject, span }) =>
      errorDiag(
        "Invalid reference in prevent_destroy",
        `A prevent_destroy argument cannot refer to ${subject.kind}.${"name" in subject ? subject.name : ""}, because OpenTofu needs to evaluate this argument for instances that have already been removed from the configuration and so whose per-instance data is no longer available.`,
        span,
      ),
    );
    return { diagnostics };
  }
  const { value, diagnostics } = expression.evaluate(scope);
  if (hasErrors(diagnostics)) return { diagnostics };
  const fail = (what: string): Evaluated => {
    const detail = `Resource instance ${address} has ${what}`;
    const problem = errorDiag(INVALID, detail, expression.span, explain(expression, scope));
    return { diagnostics: [...diagnostics, problem] };
  };
  if (value.hasMark(SENSITIVE)) {
    return fail(
      "a sensitive value for its prevent_destroy argument, which is invalid because it would cause OpenTofu to disclose the sensitive value by whether deletion is blocked.\n\nIf you know this value is not sensitive in practice, consider using the nonsensitive function to declare that.",
    );
  }
  if (value.hasMark(EPHEMERAL)) {
    return fail(
      "an ephemeral value for its prevent_destroy argument, which is invalid because the decision for whether it's okay to destroy instances of this resource instance must stay consistent between plan and apply.",
    );
  }
  try {
    return { value: convert(value.unmark(), BOOL), diagnostics };
  } catch (error) {
    return fail(`an invalid value for its prevent_destroy argument: ${(error as ConversionError).message}.`);
  }
}
