/** Which tags are versions of a module, how versions are ordered, and who may use a module. No version is ever changed by a later push. */

/** The folder, tags and repository of a module (`vcs-repo`), as its attribute is declared. */
export interface ModuleRepo {
  readonly identifier: string;
  readonly path?: string | null;
  readonly "tag-prefix"?: string | null;
}

const TAGS = "refs/tags/";

/** A semantic version: three numbers, with an optional prerelease and optional build metadata. */
const VERSION =
  /^\d{1,9}\.\d{1,9}\.\d{1,9}(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;
const LONGEST = 100;

/** The version of a ref, or null. It is the part of a tag's name after `prefix`, without a leading `v`. */
function versionOfTag(ref: string, prefix: string): string | null {
  if (!ref.startsWith(TAGS + prefix)) return null;
  const version = ref.slice(TAGS.length + prefix.length).replace(/^v/, "");
  return version.length <= LONGEST && VERSION.test(version) ? version : null;
}

const partsOf = (version: string) => {
  const [, numbers = "", , pre = ""] = /^([\d.]+)(-([^+]*))?/.exec(version) ?? [];
  return { numbers: numbers.split(".").map(Number), pre: pre === "" ? [] : pre.split(".") };
};

function compareIdentifiers(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  const [left, right] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (left && right) return Math.sign(Number(a) - Number(b));
  if (left !== right) return left ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Compares two semantic versions. Negative if the first is older. */
export function compareVersions(first: string, second: string): number {
  const [a, b] = [partsOf(first), partsOf(second)];
  for (let at = 0; at < 3; at++) {
    const order = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (order !== 0) return order;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return Math.sign(b.pre.length - a.pre.length);
  for (let at = 0; at < Math.max(a.pre.length, b.pre.length); at++) {
    const order = compareIdentifiers(a.pre[at], b.pre[at]);
    if (order !== 0) return order;
  }
  return 0;
}

/** The most published versions of a module. Of more tags, the newest are published. */
const MOST_VERSIONS = 200;

/** The tags that are versions, newest first. If two tags have the same version, the one without `v` counts. */
export function versionsIn(
  refs: Readonly<Record<string, string>>,
  prefix: string,
): readonly { readonly version: string; readonly ref: string; readonly sha: string }[] {
  const found = new Map<string, { version: string; ref: string; sha: string }>();
  for (const [ref, sha] of Object.entries(refs)) {
    const version = versionOfTag(ref, prefix);
    if (version === null) continue;
    const other = found.get(version);
    if (other === undefined || ref.length < other.ref.length) found.set(version, { version, ref, sha });
  }
  return [...found.values()].sort((a, b) => compareVersions(b.version, a.version)).slice(0, MOST_VERSIONS);
}

/** The facts that decide who may use a module. */
export interface ModulePlace {
  /** The environment that the module belongs to. */
  readonly environment: string | null;
  readonly namespace: { readonly isShared: boolean; readonly environments: readonly string[] } | null;
}

/** The environments that may use a module: its own, else those of its namespace, else all. */
export function environmentsOf({ environment, namespace }: ModulePlace): "all" | readonly string[] {
  if (environment !== null) return [environment];
  return namespace === null || namespace.isShared ? "all" : namespace.environments;
}

/** Whether workspaces of an environment may use a module. */
export function isUsableIn(place: ModulePlace, environment: string): boolean {
  const environments = environmentsOf(place);
  return environments === "all" || environments.includes(environment);
}

/**
 * The parts of a name `terraform-<provider>-<name>`, which is that of a repository or of the last folder of `path`; null for any
 * other name.
 */
export function namesIn(name: string): { readonly name: string; readonly provider: string } | null {
  const [, provider, own] =
    /(?:^|\/)terraform-([^/-]+)-([^/]+)$/.exec(name.replace(/(\.git)?\/*$/, "")) ?? [];
  return provider === undefined || own === undefined ? null : { name: own, provider };
}
