import { test } from "vitest";
import { postgres } from "../support/postgres.js";
import { follow, isMarked, pages } from "./reader.js";

const isAboutTofu = (page: string) => isMarked(page, "<!-- needs tofu -->");
const lacks = (page: string) => postgres === null && isMarked(page, "<!-- needs postgres -->");
const isAboutOpa = (page: string) => isMarked(page, "<!-- needs opa -->");
const others = pages.filter((page) => !isAboutTofu(page) && !isAboutOpa(page));

test.skip.each(pages.filter(isAboutTofu))("%s (done by npm run test:interop: it needs OpenTofu)", () => {});
test.skip.each(pages.filter(isAboutOpa))(
  "%s (done by npm run test:interop: it needs Open Policy Agent)",
  () => {},
);
test.skip.each(others.filter(lacks))("%s (skipped: PostgreSQL is not installed)", () => {});

test.each(others.filter((page) => !lacks(page)))("%s does what it says", { timeout: 120_000 }, follow);
