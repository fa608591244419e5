/** Where the files of a policy group are, and which files of a commit it uses. */
import { posix } from "node:path";
import type { FoundPolicies } from "../../../core/entities.js";
import type { DataObject } from "../../../core/kept-types/types.js";
import { POLICY_FILE, readPolicyFile } from "./policy-file-rules.js";

/** `vcs-repo` of a policy group. */
export interface PolicyRepo {
  readonly identifier: string;
  readonly branch?: string | null;
  readonly path?: string | null;
}

export const policyRepoOf = ({ vcsRepo }: DataObject): PolicyRepo => vcsRepo as PolicyRepo;

/** Bytes of all policies and common functions of a group, together. */
export const POLICY_TEXT_LIMIT = 256 * 1024;

/** A folder of the repository; "" for its root. It never leads out of the repository. */
const folder = (path: unknown): string =>
  posix.join("/", typeof path === "string" ? path : "").replace(/^\/+|\/+$/g, "");

/** Where a group's files are. */
export interface PolicyFolders {
  /** Of `scalr-policy.hcl` and the policies. */
  readonly policies: string;
  /** Of the functions that every policy may import; null for none. */
  readonly common: string | null;
}

export const foldersOf = (group: DataObject): PolicyFolders => ({
  policies: folder(policyRepoOf(group).path),
  common: group.commonFunctionsFolder ? folder(group.commonFunctionsFolder) : null,
});

const isRego = (name: string) => name.endsWith(".rego") && !/[._]test\.rego$/.test(name);

/** Whether the group needs a file of the working tree. It does not need tests of policies. */
export function isWanted(file: string, { policies, common }: PolicyFolders): boolean {
  const dir = posix.dirname(file) === "." ? "" : posix.dirname(file);
  const name = posix.basename(file);
  if (dir === policies && (name === POLICY_FILE || isRego(name))) return true;
  return dir === common && isRego(name);
}

const place = (path: string) => (path === "" ? "the root of the repository" : `the folder '${path}'`);

/** The policies that the files declare. */
export function foundIn(files: ReadonlyMap<string, string>, folders: PolicyFolders): FoundPolicies {
  const text = files.get(posix.join(folders.policies, POLICY_FILE));
  if (text === undefined) return { error: `There is no ${POLICY_FILE} in ${place(folders.policies)}.` };
  const declared = readPolicyFile(text);
  if ("error" in declared) return declared;
  const missing = declared.find(({ name }) => !files.has(posix.join(folders.policies, `${name}.rego`)));
  if (missing !== undefined)
    return {
      error: `${POLICY_FILE} declares policy '${missing.name}', and there is no ${missing.name}.rego in ${place(folders.policies)}.`,
    };
  const common = [...files].filter(
    ([file]) => folders.common !== null && isWanted(file, { policies: "\0", common: folders.common }),
  );
  if (folders.common !== null && common.length === 0)
    return { error: `There is no file *.rego with common functions in ${place(folders.common)}.` };
  return {
    policies: declared.map((policy) => ({
      ...policy,
      rego: files.get(posix.join(folders.policies, `${policy.name}.rego`))!,
    })),
    common: Object.fromEntries(common.map(([file, content]) => [posix.basename(file), content])),
  };
}
