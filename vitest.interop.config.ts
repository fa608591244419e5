import { mergeConfig } from "vitest/config";
import suite from "./vitest.config.js";

/** The tests with the real OpenTofu; where it was not built they say that they were skipped. */
export default mergeConfig(
  { ...suite, test: { ...suite.test, include: [], exclude: [] } },
  { test: { include: ["test/interop/**/*.test.ts", "test/conformance/**/*.test.ts"] } },
);
