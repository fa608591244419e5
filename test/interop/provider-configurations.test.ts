/** Provider configurations in runs of the real tofu and the real terraform. */
import { beforeAll } from "vitest";
import { type Workshop, workshop } from "../agent/workshop.js";
import { providerCases } from "../integrations/provider-configurations/provider-cases.js";
import { afterSuite } from "../support/process.js";
import { describeWithEach } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox({ clock: "real" });

describeWithEach(
  ({ name }) => `a run that the real ${name} executes`,
  (program) => {
    let where: Workshop;
    const atEnd = afterSuite();
    beforeAll(async () => {
      where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program.path! }, atEnd);
    });
    providerCases({
      get sandbox() {
        return box.sandbox;
      },
      get where() {
        return where;
      },
    });
  },
);
