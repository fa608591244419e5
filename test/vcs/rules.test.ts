import { expect, it } from "vitest";
import type { VcsTask } from "../../simulator/core/entities.js";
import { handedOutNext } from "../../simulator/vcs/vcs-task-rules.js";

type Told = Pick<VcsTask, "provider" | "request" | "status"> & { readonly name: string };

const COMMIT = { kind: "status", repository: "acme/app", sha: "c0ffee", context: "plan" } as const;

const task = (
  name: string,
  request: Readonly<Record<string, string>>,
  status: VcsTask["status"] = "queued",
  provider = "vcs-1",
): Told => ({ name, status, provider, request: request as unknown as VcsTask["request"] });

const next = (...open: Told[]) => handedOutNext(open).map(({ name }) => name);

it("hands out the statuses of one commit in one context one after the other", () => {
  expect(next(task("first", COMMIT), task("second", COMMIT))).toEqual(["first"]);
  expect(next(task("first", COMMIT, "running"), task("second", COMMIT))).toEqual([]);
});

it("hands out at once what differs in anything", () => {
  expect(
    next(
      task("it", COMMIT),
      task("sha", { ...COMMIT, sha: "beef" }),
      task("context", { ...COMMIT, context: "policies" }),
      task("repository", { ...COMMIT, repository: "acme/web" }),
      task("provider", COMMIT, "queued", "vcs-2"),
    ),
  ).toEqual(["it", "sha", "context", "repository", "provider"]);
  // No text of one part can pass for the next one's.
  expect(
    next(
      task("a", { ...COMMIT, sha: "1", context: "23" }),
      task("b", { ...COMMIT, sha: "12", context: "3" }),
    ),
  ).toEqual(["a", "b"]);
});

it("lets no other task wait, and hands none out twice", () => {
  const clone = { kind: "clone", repository: "acme/app" };
  expect(next(task("running", clone, "running"), task("first", clone), task("second", clone))).toEqual([
    "first",
    "second",
  ]);
});
