import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { type Workshop, workshop } from "../../agent/workshop.js";
import { afterSuite, temporaryFolder } from "../../support/process.js";
import { type Sandbox, startSandbox } from "../../support/sandbox.js";
import { secretCases } from "./secret-cases.js";

describe("a run of the embedded engine", () => {
  const atEnd = afterSuite();
  const folder = temporaryFolder("secrets-", atEnd);
  const places = { dataDir: join(folder, "data"), logFile: join(folder, "sandbox.log") };
  let sandbox: Sandbox;
  let where: Workshop;
  beforeAll(async () => {
    sandbox = await startSandbox({ ...places, clock: "real", logLevel: "debug" });
    where = await workshop(sandbox, { SCALR_AGENT_DEBUG: "1" }, atEnd);
  });
  afterAll(() => sandbox?.close());
  secretCases({
    ...places,
    get sandbox() {
      return sandbox;
    },
    get where() {
      return where;
    },
  });
});
