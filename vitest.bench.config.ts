import { defineConfig } from "vitest/config";
import suite, { BENCH } from "./vitest.config.js";

/** Whether every benchmark works, in a short mode: not how fast anything is. */
export default defineConfig({ ...suite, test: { ...suite.test, include: BENCH, exclude: [] } });
