import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { workshop } from "../../agent/workshop.js";
import { unique } from "../../api/support.js";
import { temporaryFolder } from "../../support/process.js";
import { startSandbox } from "../../support/sandbox.js";
import { integration, webhook } from "../webhooks/hooks.js";
import { Receiver } from "../webhooks/receiver.js";
import { appliedWorkspace, createSchedule, lookedAt, looksAt } from "./stage.js";

describe("who hears of drift", { timeout: 120_000 }, () => {
  it("Slack does at each look that finds some, with what differs; webhooks and EventBridge hear of the run alone", async () => {
    const channel = await Receiver.open();
    // However busy the machine is when days pass at once, the agent is not taken for lost.
    const sandbox = await startSandbox({
      slackEndpoint: channel.url,
      offlineAfter: 365 * 24 * 3_600_000,
    });
    try {
      const { pool } = await workshop(sandbox);
      const environment = (await sandbox.environment(unique("told"))).id;
      const { id, file } = await appliedWorkspace(sandbox, { environment, pool }, temporaryFolder("told-"));
      await createSchedule(sandbox, environment);
      const slack = await integration(
        sandbox,
        "slack-integrations",
        { "channel-id": "C42", events: ["drift_detected"], "run-mode": "apply" },
        { environments: [environment] },
      );
      const bridge = await integration(sandbox, "aws-event-bridge-integrations", {
        "aws-account-id": "123456789012",
        region: "eu-west-1",
      });
      const receiver = await Receiver.open();
      await webhook(sandbox, receiver.url, {}, [environment]);
      const { store } = sandbox.simulator;
      const notices = (of: string) => store.find("notices", "integration", of);

      // The first look is due a day after the schedule was made, and finds nothing.
      await sandbox.advance("25h");
      expect(await lookedAt(sandbox, id, 1)).toMatchObject({ hasChanges: false });
      await receiver.called(1);
      expect(notices(slack.id)).toEqual([]);

      rmSync(file);
      await sandbox.advance("24h");
      const found = await lookedAt(sandbox, id, 2);
      const { body } = await channel.called(1);
      const { name } = await sandbox.read("workspaces", id).then(({ attributes }) => attributes);
      const where = (await sandbox.read("environments", environment)).attributes.name;
      expect(body).toMatchObject({
        channel: "C42",
        text: `Run ${found!.id} of ${where}/${name} found drift.`,
      });
      expect(JSON.stringify(body.blocks)).toContain("1 resource differs: local_file.greeting");
      expect(notices(slack.id)).toMatchObject([{ event: "drift_detected", run: found!.id }]);

      // Nobody has decided: the next look says it again.
      await sandbox.advance("24h");
      await lookedAt(sandbox, id, 3);
      await channel.called(2);
      await receiver.called(3);
      expect(looksAt(sandbox, id)).toHaveLength(3);
      expect(receiver.calls.map((call) => call.body.event_name)).toEqual(Array(3).fill("run:completed"));
      expect(notices(bridge.id).map(({ event }) => event)).toEqual(Array(3).fill("run:completed"));
    } finally {
      await sandbox.close();
    }
  });
});
