/** Provider configurations in runs of the real tofu and the real terraform. */
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type Workshop, workshop } from "../agent/workshop.js";
import { providerCases } from "../integrations/provider-configurations/provider-cases.js";
import { secretCases } from "../integrations/provider-configurations/secret-cases.js";
import { afterSuite, temporaryFolder } from "../support/process.js";
import { describeWithEach } from "../support/programs.js";
import { type Sandbox, startSandbox } from "../support/sandbox.js";

describeWithEach(
  ({ name }) => `a run that the real ${name} executes`,
  (program) => {
    const atEnd = afterSuite();
    const folder = temporaryFolder("providers-", atEnd);
    const places = { dataDir: join(folder, "data"), logFile: join(folder, "sandbox.log") };
    let sandbox: Sandbox;
    let where: Workshop;
    beforeAll(async () => {
      sandbox = await startSandbox({ ...places, clock: "real", logLevel: "debug" });
      where = await workshop(sandbox, { SCALR_AGENT_EXECUTOR: program.path!, SCALR_AGENT_DEBUG: "1" }, atEnd);
    });
    afterAll(() => sandbox?.close());
    const bench = {
      ...places,
      get sandbox() {
        return sandbox;
      },
      get where() {
        return where;
      },
    };
    providerCases(bench);
    secretCases(bench);
  },
);
