import { expect, test } from "vitest";
import { follow, isMarked, pages } from "../docs/reader.js";
import { describeWith, OPA } from "../support/programs.js";
import { describeWithTofu } from "../support/tofu.js";

describeWithTofu("pages of the docs that need OpenTofu", () => {
  const ours = pages.filter((page) => isMarked(page, "<!-- needs tofu -->"));

  test("are there", () => expect(ours).not.toEqual([]));

  test.each(ours)("%s does what it says", follow);
});

describeWith(OPA, "pages of the docs that need Open Policy Agent", () => {
  const ours = pages.filter((page) => isMarked(page, "<!-- needs opa -->"));

  test("are there", () => expect(ours).not.toEqual([]));

  test.each(ours)("%s does what it says", follow);
});
