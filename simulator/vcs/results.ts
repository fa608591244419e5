/** Results that agents report from a Git server. They are not trusted: every name and length is checked. */
import type { VcsResult, VcsWatched } from "../../agent/protocol/protocol.js";
import { invalid } from "../core/errors.js";
import { isObject } from "../core/values.js";

const SHA = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
const REF = /^refs\/[^\s~^:?*[\\]{1,250}$/;
const MOST_REFS = 5_000;
const MOST_FILES = 20_000;

const wrong = (what: string): never => {
  throw invalid(`The result of a VCS task has ${what}.`, "/result");
};

const text = (value: unknown, limit: number, what: string): string =>
  typeof value === "string" && value.length <= limit ? value : wrong(what);

const textOrNull = (value: unknown, limit: number, what: string): string | null =>
  value === null || value === undefined ? null : text(value, limit, what);

const sha = (value: unknown): string =>
  typeof value === "string" && SHA.test(value) ? value : wrong("something that is not a commit");

const list = (value: unknown, most: number, what: string): readonly unknown[] =>
  Array.isArray(value) && value.length <= most ? value : wrong(what);

/** Values by the full name of a ref. */
function byRef<T>(value: unknown, read: (value: unknown) => T): Record<string, T> {
  if (!isObject(value)) return wrong("no refs");
  const entries = Object.entries(value);
  if (entries.length > MOST_REFS) return wrong(`more than ${MOST_REFS} refs`);
  for (const [ref] of entries) if (!REF.test(ref)) return wrong("something that is not a ref");
  return Object.fromEntries(entries.map(([ref, each]) => [ref, read(each)]));
}

function readWatched(value: unknown): VcsWatched {
  if (!isObject(value)) return wrong("something that is not a repository");
  return {
    repository: text(value.repository, 500, "no repository"),
    defaultBranch: textOrNull(value.defaultBranch, 250, "no branch"),
    heads: value.heads === null ? null : byRef(value.heads, sha),
    error: textOrNull(value.error, 2_048, "an error that is not text"),
    senders: byRef(value.senders ?? {}, (each) => text(each, 255, "a sender that is not text")),
  };
}

function readBranch(value: unknown) {
  if (!isObject(value)) return wrong("something that is not a branch");
  return { name: text(value.name, 250, "a branch without a name"), sha: sha(value.sha) };
}

/** @throws ApiError 422 */
export function readResult(value: unknown): VcsResult {
  if (!isObject(value)) return wrong("no kind");
  switch (value.kind) {
    case "watch":
      return {
        kind: "watch",
        repositories: list(value.repositories, 1_000, "no repositories").map(readWatched),
      };
    case "branches":
      return {
        kind: "branches",
        defaultBranch: textOrNull(value.defaultBranch, 250, "no branch"),
        branches: list(value.branches, MOST_REFS, "no branches").map(readBranch),
      };
    case "resolve":
      return { kind: "resolve", sha: sha(value.sha) };
    case "status":
      return { kind: "status" };
    case "fetch":
      return {
        kind: "fetch",
        sha: sha(value.sha),
        message: text(value.message, 65_536, "no message"),
        author: text(value.author, 255, "no author"),
        changedFiles:
          value.changedFiles === null
            ? null
            : list(value.changedFiles, MOST_FILES, "too many files").map((file) =>
                text(file, 4_096, "a path that is not text"),
              ),
      };
    default:
      return wrong("no kind that is known");
  }
}
