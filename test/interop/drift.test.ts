/** Drift that the real tofu and the real terraform find, in what the provider of this project manages. */
import { beforeAll, expect, it } from "vitest";
import { logOf, reached, type Workshop, workshop, workspaceWith } from "../agent/workshop.js";
import { type Resource, unique } from "../api/support.js";
import { createSchedule, lookedAt } from "../integrations/drift/stage.js";
import { configuration, link } from "../integrations/provider-configurations/provider-cases.js";
import { integration } from "../integrations/webhooks/hooks.js";
import { afterSuite } from "../support/process.js";
import { describeWithEach } from "../support/programs.js";
import { useSandbox } from "../support/sandbox.js";

const stack = (name: string) => `
  terraform {
    required_providers {
      scalr = { source = "scalr/scalr" }
    }
  }
  resource "scalr_environment" "managed" { name = "${name}" }
  resource "terraform_data" "beside" { input = "a" }`;

describeWithEach(
  ({ name }) => `a workspace that the real ${name} looks at for drift`,
  (program) => {
    const atEnd = afterSuite();
    // However busy the machine is when days pass at once, the agent is not taken for lost.
    const box = useSandbox({ offlineAfter: 365 * 24 * 3_600_000 });
    let where: Workshop;
    let managed: Resource;

    beforeAll(async () => {
      where = await workshop(box.sandbox, { SCALR_AGENT_EXECUTOR: program.path! }, atEnd);
    });

    /** A workspace that has made an environment of the sandbox. */
    async function applied(): Promise<string> {
      const { sandbox } = box;
      const name = unique("managed");
      const workspace = await workspaceWith(sandbox, where, stack(name));
      const own = await configuration(sandbox, "scalr", {
        "scalr-hostname": sandbox.url,
        "scalr-token": sandbox.token,
      });
      await link(sandbox, workspace, own.id);
      const run = await sandbox.run(workspace);
      expect(await reached(sandbox, run), await logOf(sandbox, run, "plan")).toMatchObject({
        status: "applied",
      });
      [managed] = (await sandbox.list(`environments?filter[name]=${name}`)) as [Resource];
      return workspace;
    }

    const reportOf = async (workspace: string) =>
      (await box.sandbox.get(`workspaces/${workspace}?include=drift-report`)).body.included?.[0]?.attributes;

    it("shows what was changed outside by a run that only refreshes, and by one that plans", async () => {
      const { sandbox } = box;
      const workspace = await applied();
      const { environment } = where;
      const slack = await integration(
        sandbox,
        "slack-integrations",
        { "channel-id": "C1", events: ["drift_detected"] },
        { environments: [environment] },
      );
      const daily = await createSchedule(sandbox, environment);
      await sandbox.advance("25h");
      expect(await lookedAt(sandbox, workspace, 1)).toMatchObject({ hasChanges: false, refreshOnly: true });
      expect((await reportOf(workspace)).status).toBe("no_drift_detected");

      const changed = unique("renamed-by-hand");
      await sandbox.update("environments", managed.id, { name: changed });
      await sandbox.advance("24h");
      const second = await lookedAt(sandbox, workspace, 2);
      const log = await sandbox.get(`plans/${second!.plan}/output`);
      expect(second, log.body).toMatchObject({ status: "planned_and_finished", hasChanges: true });
      expect(log.body).toContain(changed);
      const found = {
        status: "awaiting_manual_action",
        reason: "1 resource differs: scalr_environment.managed",
      };
      expect(await reportOf(workspace)).toMatchObject(found);
      const report = await sandbox.get(
        `reports/environments/${environment}/drifted-workspaces?filter[is-drifted]=true`,
      );
      expect(report.body.data).toMatchObject([{ "workspace-id": workspace, "drifted-resources-count": 1 }]);
      expect(sandbox.simulator.store.find("notices", "integration", slack.id)).toMatchObject([
        { event: "drift_detected", run: second!.id, status: "not-sent" },
      ]);
      // It changed nothing.
      expect((await sandbox.read("environments", managed.id)).attributes.name).toBe(changed);

      await sandbox.delete("drift-detection-schedules", daily.id);
      await createSchedule(sandbox, environment, { "run-mode": "plan" });
      await sandbox.advance("25h");
      expect(await lookedAt(sandbox, workspace, 3)).toMatchObject({ hasChanges: true, refreshOnly: false });
      expect(await reportOf(workspace)).toMatchObject(found);

      // Somebody accepts it: the state has what is there.
      const accept = await sandbox.run(workspace, undefined, { "refresh-only": true, "auto-apply": true });
      expect(await reached(sandbox, accept)).toMatchObject({ status: "applied" });
      expect((await reportOf(workspace)).status).toBe("accept_state");
      expect((await sandbox.read("environments", managed.id)).attributes.name).toBe(changed);
    });
  },
);
