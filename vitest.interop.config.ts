import { configDefaults, defineConfig } from "vitest/config";
import suite, { INTEROP } from "./vitest.config.js";

/** The tests with the real OpenTofu; where it was not built they say that they were skipped. */
export default defineConfig({
  ...suite,
  test: { ...suite.test, include: INTEROP, exclude: configDefaults.exclude },
});
