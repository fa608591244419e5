/** `count`, `for_each` and `enabled`: which instances a resource has. */

import type { InstanceKey } from "../addresses/address.js";
import { errorDiag, hasErrors } from "../config/diagnostics.js";
import type { Diag } from "../interfaces/diag.js";
import type { Evaluated, Expression, Scope } from "../language/index.js";
import {
  BOOL,
  type CollectionType,
  type ConversionError,
  convert,
  EPHEMERAL,
  NUMBER,
  SENSITIVE,
  STRING,
  setOf,
  typeName,
  type Value,
} from "../values/index.js";
import { explain } from "./conditions.js";
import { ofExpression } from "./deprecations.js";
import type { Repetition } from "./store.js";

export interface Expansion {
  readonly repetition: Repetition;
  /** Undefined where it cannot be said yet; only while a configuration is validated. */
  readonly keys: readonly InstanceKey[] | undefined;
  /** Of `for_each`: by key. */
  readonly each?: ReadonlyMap<string, Value>;
}

type Outcome = { readonly expansion?: Expansion; readonly diagnostics: readonly Diag[] };

/** A resource or a call of a module. */
export interface Repeated {
  /** What -exclude can leave out until the number of instances is known; absent where that is nothing. */
  readonly excludable?: string;
  readonly count?: Expression;
  readonly forEach?: Expression;
  readonly enabled?: Expression;
}

/** By what a block is repeated. */
export function repetitionOf({ count, forEach, enabled }: Repeated): Repetition {
  if (count) return "count";
  if (forEach) return "for_each";
  return enabled ? "enabled" : "none";
}

/** @param allowUnknown an unknown count, for_each or enabled is not an error: while a configuration is validated */
export function expand(resource: Repeated, scope: Scope, allowUnknown = false): Outcome {
  if (resource.count) return expandCount(resource, resource.count, scope, allowUnknown);
  if (resource.forEach) return expandForEach(resource, resource.forEach, scope, allowUnknown);
  if (resource.enabled) return expandEnabled(resource.enabled, scope, allowUnknown);
  return { expansion: { repetition: "none", keys: [undefined] }, diagnostics: [] };
}

/** What an expression comes to; what it has of deprecated outputs is told here, where it decides something. */
function used(expression: Expression, scope: Scope): Evaluated {
  const { value, diagnostics } = expression.evaluate(scope);
  const plain = ofExpression(value, expression.span);
  return { value: plain.value, diagnostics: [...diagnostics, ...plain.diagnostics] };
}

const around = ({ excludable }: Repeated, argument: string) =>
  excludable === undefined
    ? `use the -target option to first apply only the resources that ${argument} depends on, and then apply normally to converge`
    : `use the planning option -exclude=${quoted(excludable)} to first apply without this object, and then apply normally to converge`;

/** An address as a shell takes it. */
const quoted = (address: string) => (/^[\w.-]+$/.test(address) ? address : `'${address}'`);

const ephemeralKeys = (argument: string) =>
  `Ephemeral values, or values derived from ephemeral values, cannot be used as ${argument} arguments. If used, the ephemeral value could be exposed as a resource instance key.`;

function expandCount(
  resource: Repeated,
  expression: Expression,
  scope: Scope,
  allowUnknown: boolean,
): Outcome {
  const evaluated = used(expression, scope);
  if (hasErrors(evaluated.diagnostics)) return { diagnostics: evaluated.diagnostics };
  const fail = (detail: string): Outcome => ({
    diagnostics: [
      ...evaluated.diagnostics,
      errorDiag("Invalid count argument", detail, expression.span, explain(expression, scope)),
    ],
  });
  if (evaluated.value.hasMark(EPHEMERAL)) {
    const problem = errorDiag("Invalid count argument", ephemeralKeys("count"), expression.span);
    return { diagnostics: [...evaluated.diagnostics, problem] };
  }
  const unsuitable = (reason: string) => fail(`The given "count" argument value is unsuitable: ${reason}.`);
  const value = evaluated.value.unmark();
  if (value.isKnown && value.isNull) {
    return fail('The given "count" argument value is null. An integer is required.');
  }
  let number: Value;
  try {
    number = convert(value, NUMBER);
  } catch (error) {
    return unsuitable((error as ConversionError).message);
  }
  if (!number.isKnown) {
    if (allowUnknown) return unknown("count", evaluated.diagnostics);
    const detail = `The "count" value depends on resource attributes that cannot be determined until apply, so OpenTofu cannot predict how many instances will be created.\n\nTo work around this, ${around(resource, "the count")}.`;
    return {
      diagnostics: [...evaluated.diagnostics, errorDiag("Invalid count argument", detail, expression.span)],
    };
  }
  if (!number.isInteger()) return unsuitable("must be a whole number");
  const count = number.asNumber();
  if (count < 0) return unsuitable("must be greater than or equal to zero");
  const keys = Array.from({ length: count }, (_, i) => i);
  return { expansion: { repetition: "count", keys }, diagnostics: evaluated.diagnostics };
}

function expandEnabled(expression: Expression, scope: Scope, allowUnknown: boolean): Outcome {
  const evaluated = used(expression, scope);
  if (hasErrors(evaluated.diagnostics)) return { diagnostics: evaluated.diagnostics };
  const fail = (detail: string, unknowns = false): Outcome => ({
    diagnostics: [
      ...evaluated.diagnostics,
      errorDiag("Invalid enabled argument", detail, expression.span, explain(expression, scope, unknowns)),
    ],
  });
  const unsuitable = (why: string) => fail(`The given "enabled" argument value is unsuitable: ${why}.`);
  if (evaluated.value.hasMark(SENSITIVE)) {
    return fail(
      'Sensitive values, or values derived from sensitive values, cannot be used in "enabled" arguments. If used, the sensitive value would be exposed by whether an instance is present.',
    );
  }
  if (evaluated.value.hasMark(EPHEMERAL)) return unsuitable("the given value is ephemeral");
  const value = evaluated.value.unmark();
  if (value.isKnown && value.isNull) return unsuitable("the given value is null");
  if (!value.isKnown) {
    if (allowUnknown) return unknown("enabled", evaluated.diagnostics);
    return fail(
      `The given "enabled" argument value is derived from a value that won't be known until the apply phase, so OpenTofu cannot determine whether an instance of this object is declared or not.`,
      true,
    );
  }
  let enabled: Value;
  try {
    enabled = convert(value, BOOL);
  } catch (error) {
    return unsuitable((error as ConversionError).message);
  }
  const keys = enabled.asBool() ? [undefined] : [];
  return { expansion: { repetition: "enabled", keys }, diagnostics: evaluated.diagnostics };
}

const UNKNOWN_SET =
  'The "for_each" set includes values derived from resource attributes that cannot be determined until apply, and so OpenTofu cannot determine the full set of keys that will identify the instances of this resource.\n\nWhen working with unknown values in for_each, it\'s better to use a map value where the keys are defined statically in your configuration and where only the values contain apply-time results.';
const UNKNOWN_MAP =
  'The "for_each" map includes keys derived from resource attributes that cannot be determined until apply, and so OpenTofu cannot determine the full set of keys that will identify the instances of this resource.\n\nWhen working with unknown values in for_each, it\'s better to define the map keys statically in your configuration and place apply-time results only in the map values.';

function expandForEach(
  resource: Repeated,
  expression: Expression,
  scope: Scope,
  allowUnknown: boolean,
): Outcome {
  const evaluated = used(expression, scope);
  if (hasErrors(evaluated.diagnostics)) return { diagnostics: evaluated.diagnostics };
  const fail = (detail: string, unknowns = false): Outcome => ({
    diagnostics: [
      ...evaluated.diagnostics,
      errorDiag("Invalid for_each argument", detail, expression.span, explain(expression, scope, unknowns)),
    ],
  });
  const unsuitable = (reason: string) =>
    fail(`The given "for_each" argument value is unsuitable: ${reason}.`);
  const value = evaluated.value;
  if (value.hasMark(EPHEMERAL)) return fail(ephemeralKeys("for_each"));
  if (value.isMarked) {
    return fail(
      "Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments. If used, the sensitive value could be exposed as a resource instance key.",
    );
  }
  const { kind } = value.type;
  if (value.isKnown && value.isNull) return unsuitable('the given "for_each" argument value is null');
  const alternatively = `\n\nAlternatively, you could ${around(resource, "for_each")}.`;
  if (kind === "dynamic" && !value.isKnown) {
    return allowUnknown
      ? unknown("for_each", evaluated.diagnostics)
      : fail(UNKNOWN_MAP + alternatively, true);
  }
  if (kind !== "map" && kind !== "object" && kind !== "set") {
    return unsuitable(
      `the "for_each" argument must be a map, or set of strings, and you have provided a value of type ${typeName(value.type)}`,
    );
  }
  if (kind !== "set") {
    if (!value.isKnown) {
      return allowUnknown
        ? unknown("for_each", evaluated.diagnostics)
        : fail(UNKNOWN_MAP + alternatively, true);
    }
    return known(new Map(value.entries()), evaluated.diagnostics);
  }
  const { element } = value.type as CollectionType;
  if (value.isKnown && value.length > 0 && element.kind !== "string") {
    return unsuitable(
      `"for_each" supports sets of strings, but you have provided a set containing type ${typeName(element)}`,
    );
  }
  if (!value.isWhollyKnown) {
    return allowUnknown
      ? unknown("for_each", evaluated.diagnostics)
      : fail(UNKNOWN_SET + alternatively, true);
  }
  if (value.elements().some((item) => item.isNull)) {
    return unsuitable('"for_each" sets must not contain null values');
  }
  const set = convert(value, setOf(STRING));
  return known(new Map(set.elements().map((item) => [item.asString(), item])), evaluated.diagnostics);
}

function known(each: ReadonlyMap<string, Value>, diagnostics: readonly Diag[]): Outcome {
  return { expansion: { repetition: "for_each", keys: [...each.keys()], each }, diagnostics };
}

function unknown(repetition: Repetition, diagnostics: readonly Diag[]): Outcome {
  return { expansion: { repetition, keys: undefined }, diagnostics };
}
