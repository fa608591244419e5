import { describe, expect, it } from "vitest";
import type { PolicyPreview } from "../../../simulator/core/entities.js";
import {
  isOpenPreview,
  type JudgedWorkspace,
  namedPreview,
  PREVIEW_TRANSITIONS,
  type PreviewVerdict,
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
  it.each<[readonly JudgedWorkspace[], number, PreviewVerdict, string]>([
    [[workspace("a", "passed")], 0, "passes", "No run of 1 workspace would be stopped."],
    [
      [workspace("a", "passed"), workspace("b", "advisory_failed"), workspace("c")],
      3,
      "passes",
      "No run of 2 workspaces would be stopped. 1 could not be judged. 3 left out.",
    ],
    [
      [workspace("a", "passed"), workspace("b", "passed", "soft_failed"), workspace("c", "hard_failed")],
      0,
      "stops",
      "2 of 3 workspaces would be stopped, b by 'p1' (hard-mandatory).",
    ],
  ])("of %j, with %i left out", (judged, leftOut, verdict, text) => {
    expect(summaryOf({ judged, leftOut, enabled: 2 })).toEqual({ verdict, text });
  });

  it.each<[readonly JudgedWorkspace[], number, string]>([
    [[], 0, "no workspace of the group's environments can be planned."],
    [[workspace("a")], 0, "1 run failed or evaluated no policy."],
    [
      [workspace("a"), workspace("b")],
      1,
      "2 runs failed or evaluated no policy; 1 workspace was left out because it is locked or cannot be planned.",
    ],
    [[], 2, "2 workspaces were left out because they are locked or cannot be planned."],
    [
      Array.from({ length: 20 }, () => workspace("a")),
      1_000,
      "20 runs failed or evaluated no policy; 1000 workspaces were left out.",
    ],
  ])("in which nothing was judged (%j, with %i left out) says why", (judged, leftOut, why) => {
    const { verdict, text } = summaryOf({ judged, leftOut, enabled: 1 });
    expect({ verdict, text }).toEqual({ verdict: "nothing", text: `No workspace was judged: ${why}` });
    // Git servers take no more of a description.
    expect(text.length).toBeLessThanOrEqual(140);
  });

  it("of a proposal without a policy stops nothing", () => {
    expect(summaryOf({ judged: [workspace("a")], leftOut: 0, enabled: 0 })).toEqual({
      verdict: "passes",
      text: "The proposal enables no policy, so it stops no run.",
    });
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
