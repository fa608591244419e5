import { defineConfig } from "vitest/config";

export default defineConfig({
  // Tests that start agents wait for real processes; all others take milliseconds.
  test: { testTimeout: 30_000 },
});
