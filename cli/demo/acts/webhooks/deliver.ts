import type { Stage } from "../../stage/stage.js";
import { addWebhook, deliveriesOf, type Receiver } from "./receiver.js";

/** Three events of real runs, and the receiver's own judgement of their signatures. */
export async function deliver(
  stage: Stage,
  receiver: Receiver,
  environment: string,
  workspace: string,
): Promise<string> {
  const { client, ledger, observer, progress, runs, world } = stage;
  const hook = await addWebhook(stage, "deploys", `${receiver.url}/deploys`, environment);
  const elsewhere = await addWebhook(
    stage,
    "elsewhere",
    `${receiver.url}/elsewhere`,
    await world.environment("other"),
  );
  const run = await runs.queue(workspace, { workload: "one-task", autoApply: false });
  await observer.until("a plan that waits", () => runs.get(run)?.status === "planned");
  await observer.until("its event", () => deliveriesOf(stage, hook)[0]?.status === "delivered");
  await client.json("POST", `/api/iacp/v3/runs/${run}/actions/apply`, {});
  await runs.untilEnded([run]);
  const second = await runs.queue(workspace, { workload: "one-task", autoApply: false });
  await observer.until("a plan that waits", () =>
    ["planned", "planned_and_finished"].includes(runs.get(second)?.status ?? ""),
  );
  const told = () => receiver.at("/deploys");
  await observer.until(
    "its events",
    () =>
      deliveriesOf(stage, hook).length >= 3 &&
      deliveriesOf(stage, hook).every(({ status }) => status === "delivered"),
  );
  const events = told().map(({ event, status }) => `${event} (${status})`);
  ledger.observe(
    "delivery",
    told()[0]?.event === "run:needs_attention" &&
      told()[1]?.event === "run:completed" &&
      deliveriesOf(stage, elsewhere).length === 0,
    `the receiver was told of ${events.join(", ")}; a webhook of another environment of nothing`,
  );
  ledger.observe(
    "signature",
    told().every(({ isSigned }) => isSigned),
    `${told().filter(({ isSigned }) => isSigned).length} of ${told().length} signatures were good`,
  );
  for (const event of events) progress.keep(`  ${event}`);
  const shown = JSON.stringify([...deliveriesOf(stage, hook), ...observer.all("webhook-integrations")]);
  const secrets = ["the-key-of-the-webhook", "the-secret-header-of-the-webhook"].filter((each) =>
    shown.includes(each),
  );
  ledger.observe(
    "secrets",
    secrets.length === 0 && shown.includes("***"),
    secrets.length === 0
      ? "events show *** where the receiver repeated both"
      : `events show ${secrets.join(" and ")}`,
  );
  return hook;
}
