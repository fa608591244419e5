/** Constraints on versions, such as `>= 1.5, < 2.0` and `~> 1.9`. */

/** The version of OpenTofu that the engine follows: what version constraints of modules are checked against. */
export const FOLLOWED_VERSION = "1.12.6";

type Version = { readonly numbers: readonly number[]; readonly pre: string; readonly given: number };

const OPERATORS: Readonly<Record<string, (order: number, version: Version, wanted: Version) => boolean>> = {
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  // Only the last number that is given may be higher.
  "~>": (order, version, wanted) =>
    order >= 0 &&
    wanted.numbers.slice(0, Math.max(1, wanted.given - 1)).every((n, i) => n === version.numbers[i]),
};

function parseVersion(text: string): Version | null {
  const match = /^v?(\d+(?:\.\d+)*)(?:-([\w.-]+))?(?:\+[\w.-]+)?$/.exec(text);
  if (!match) return null;
  const numbers = match[1]!.split(".").map(Number);
  const given = numbers.length;
  while (numbers.length < 3) numbers.push(0);
  return { numbers, pre: match[2] ?? "", given };
}

function compare(a: Version, b: Version): number {
  for (let i = 0; i < Math.max(a.numbers.length, b.numbers.length); i++) {
    const order = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
    if (order !== 0) return order;
  }
  // A version comes after its previews.
  if (a.pre === b.pre) return 0;
  if (a.pre === "" || b.pre === "") return a.pre === "" ? 1 : -1;
  return a.pre < b.pre ? -1 : 1;
}

/** Whether a version keeps a constraint; null if the text is not valid. */
export function satisfies(version: string, constraint: string): boolean | null {
  const found = parseVersion(version)!;
  let holds = true;
  for (const part of constraint.split(",")) {
    const match = /^\s*(=|!=|>=|>|<=|<|~>)?\s*(\S+)\s*$/.exec(part);
    const wanted = match && parseVersion(match[2]!);
    if (!match || !wanted) return null;
    holds &&= OPERATORS[match[1] ?? "="]!(compare(found, wanted), found, wanted);
  }
  return holds;
}

/** Whether a constraint names a prerelease anywhere, such as `>= 1.12.0-beta1`. */
export function namesPrerelease(constraint: string): boolean {
  return constraint.split(",").some((part) => /\d-/.test(part));
}

/**
 * The newest version that keeps a constraint, null for none such as `~> 1.2`. A preview is chosen only where the constraint is
 * that version itself. Undefined where no version does.
 */
export function newestOf(versions: readonly string[], constraint: string | null): string | undefined {
  const exact = /^\s*=?\s*v?(\d\S*)\s*$/.exec(constraint ?? "")?.[1];
  return versions
    .flatMap((text) => {
      const version = parseVersion(text);
      return version === null ? [] : [{ text, version }];
    })
    .filter(({ text, version }) => version.pre === "" || text.replace(/^v/, "") === exact)
    .filter(({ text }) => constraint === null || satisfies(text, constraint) === true)
    .sort((a, b) => compare(a.version, b.version))
    .at(-1)?.text;
}
