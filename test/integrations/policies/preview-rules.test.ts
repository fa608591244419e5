import { describe, expect, it } from "vitest";
import type { PolicyPreview } from "../../../simulator/core/entities.js";
import {
  isOpenPreview,
  type JudgedWorkspace,
  namedPreview,
  PREVIEW_TRANSITIONS,
  previewTransition,
  summaryOf,
} from "../../../simulator/integrations/policies/previews/preview-rules.js";
import { pullRequestOf } from "../../../simulator/vcs/pushes.js";

const workspace = (name: string, ...outcomes: readonly string[]): JudgedWorkspace => ({
  workspace: name,
  policies:
    outcomes.length === 0
      ? undefined
      : (outcomes.map((outcome, at) => ({ name: `p${at}`, level: "hard-mandatory", outcome })) as never),
});

describe("the summary of a preview", () => {
  it.each<[readonly JudgedWorkspace[], number, boolean, string]>([
    [[], 0, false, "No workspace was judged."],
    [[workspace("a")], 0, false, "No workspace was judged. 1 could not be judged."],
    [[workspace("a", "passed")], 0, false, "No run of 1 workspace would be stopped."],
    [
      [workspace("a", "passed"), workspace("b", "advisory_failed")],
      3,
      false,
      "No run of 2 workspaces would be stopped. 3 left out.",
    ],
    [
      [workspace("a", "passed"), workspace("b", "passed", "soft_failed"), workspace("c", "hard_failed")],
      0,
      true,
      "2 of 3 workspaces would be stopped, b by 'p1' (hard-mandatory).",
    ],
  ])("of %j, with %i left out", (judged, leftOut, stops, text) => {
    expect(summaryOf(judged, leftOut)).toEqual({ stops, text });
  });
});

it("has a life that ends", () => {
  const preview = (status: string) => ({ id: "p", status }) as PolicyPreview;
  for (const { event, from, to } of PREVIEW_TRANSITIONS)
    for (const status of from) {
      expect(isOpenPreview({ status })).toBe(true);
      expect(previewTransition(preview(status), event)).toBe(to);
    }
  for (const ended of ["finished", "errored", "superseded"] as const) {
    expect(isOpenPreview({ status: ended })).toBe(false);
    for (const { event } of PREVIEW_TRANSITIONS)
      expect(() => previewTransition(preview(ended), event)).toThrow(`PolicyPreview 'p' is ${ended}`);
  }
});

it.each([
  ["refs/pull/7/head", "7"],
  ["refs/merge-requests/12/head", "12"],
  ["refs/pull-requests/3/from", "3"],
  ["refs/pull/7/merge", null],
  ["refs/heads/pull/7/head", null],
  ["refs/heads/main", null],
])("finds the pull request of %s", (ref, number) => {
  expect(pullRequestOf(ref)).toBe(number);
});

it("is named after its pull request and commit", () => {
  expect(namedPreview({ number: "7", commit: "0123456789abcdef" })).toBe("pull request 7 (0123456)");
});
