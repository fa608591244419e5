/** Values that come from deprecated outputs of modules: marked where they come from, told where they are used. */
import { diag } from "../config/diagnostics.js";
import type { Diag } from "../interfaces/diag.js";
import type { Path } from "../interfaces/provider.js";
import type { Span } from "../language/index.js";
import type { Mark, Value } from "../values/index.js";
import { formatPath, mapChildren } from "../values/parts.js";

const PREFIX = "deprecated:";

/** The name of a deprecated output for the module's caller, and what to use instead. */
interface Cause {
  readonly by: string;
  readonly message: string;
}

/** The value of a deprecated output, which tells so wherever it goes. */
export const markDeprecated = (value: Value, cause: Cause): Value =>
  value.mark(`${PREFIX}${JSON.stringify(cause)}`);

const causeOf = (mark: Mark): Cause | undefined =>
  mark.startsWith(PREFIX) ? (JSON.parse(mark.slice(PREFIX.length)) as Cause) : undefined;

/** The value without such marks, and what they were on. */
function withoutMarks(value: Value, path: Path, found: { path: Path; cause: Cause }[]): Value {
  if (!value.containsMarked) return value;
  const kept: Mark[] = [];
  for (const mark of value.marks) {
    const cause = causeOf(mark);
    if (cause) found.push({ path, cause });
    else kept.push(mark);
  }
  const inside = mapChildren(value.unmark(), (child, step) => withoutMarks(child, [...path, step], found));
  return inside.withMarks(kept);
}

/** A value that is used, without its marks, and the warnings about them. */
interface Used {
  readonly value: Value;
  readonly diagnostics: readonly Diag[];
}

/**
 * @param place where the part of the value at a path is written
 * @param name what the warning calls that part
 */
export function withoutDeprecations(
  value: Value,
  place: (path: Path) => Span,
  name: (path: Path) => string = () => "This value",
): Used {
  const found: { path: Path; cause: Cause }[] = [];
  const plain = withoutMarks(value, [], found);
  const diagnostics = found.map(({ path, cause: { by, message } }) =>
    diag(
      "warning",
      "Value derived from a deprecated source",
      `${name(path)} is derived from ${by}, which is deprecated with the following message:\n\n${message}`,
      place(path),
    ),
  );
  return { value: plain, diagnostics };
}

/** Of the value of one expression, whose parts have no place of their own. */
export function ofExpression(value: Value, at: Span): Used {
  const name = (path: Path) =>
    path.length === 0 ? "This value" : `This value's attribute ${formatPath(path).replace(/^\./, "")}`;
  return withoutDeprecations(value, () => at, name);
}
